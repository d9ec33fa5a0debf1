package dev.quiesce.harness.torture;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.TortureViolation;
import dev.quiesce.harness.result.TortureViolation.Standing;
import dev.quiesce.harness.result.ViolationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The broken promises of one run; used by every thread, only when something is wrong. */
final class Findings {
  private record Key(Promise promise, ViolationKind kind, Activity activity) {}

  private record Entry(AtomicLong count, double firstAfterMs, String report) {}

  private final Terms terms;
  private final long begin = System.nanoTime();
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong counting = new AtomicLong();

  Findings(Terms terms) {
    this.terms = terms;
  }

  /** A promise was broken. */
  void saw(Promise promise, ViolationKind kind, Activity activity, String report) {
    double afterMs = (System.nanoTime() - begin) / 1e6;
    Entry entry =
        entries.computeIfAbsent(
            new Key(promise, kind, activity), key -> new Entry(new AtomicLong(), afterMs, report));
    entry.count().incrementAndGet();
    if (terms.standing(promise, activity) != Standing.NOT_PROMISED) {
      counting.incrementAndGet();
    }
  }

  /** Broken promises so far that were given, declared as limits or not. */
  long counting() {
    return counting.get();
  }

  /** Everything so far, the gravest first. */
  List<TortureViolation> violations() {
    List<TortureViolation> list = new ArrayList<>();
    entries.forEach(
        (key, entry) ->
            list.add(
                new TortureViolation(
                    key.promise(),
                    key.kind(),
                    key.activity().label(),
                    terms.standing(key.promise(), key.activity()),
                    entry.count().get(),
                    entry.firstAfterMs(),
                    entry.report())));
    list.sort(
        Comparator.comparing(TortureViolation::standing)
            .thenComparing(TortureViolation::promise)
            .thenComparing(TortureViolation::kind)
            .thenComparing(TortureViolation::activity));
    return list;
  }
}
