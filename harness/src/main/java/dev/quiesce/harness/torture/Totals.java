package dev.quiesce.harness.torture;

import dev.quiesce.api.seam.DelaySite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sums over threads and rounds. Thread-safe. */
@SuppressWarnings("EnumOrdinal") // arrays by constant: counted inside the windows that are tested
final class Totals {
  private final long[] pipe = new long[Witness.AGES];
  private final long[] batch = new long[Witness.AGES];
  private final long[] delays = new long[DelaySite.values().length];
  private final long[] faults = new long[Fault.values().length];
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /** Adds what one thread has seen. */
  synchronized void add(Witness witness) {
    sum(pipe, witness.pipe);
    sum(batch, witness.batch);
    sum(delays, witness.delays);
    sum(faults, witness.faults);
    count("reads", witness.walks);
    count("updates", witness.updates);
    count("callbacks", witness.callbacks);
    count("late callbacks", witness.late);
    count("migrations", witness.migrations);
    count("waits for RCU", witness.rcuWaits);
    count("refusals", witness.refusals);
    count("postponed", witness.postponed);
  }

  /** Adds other sums. */
  synchronized void add(Totals other) {
    Totals copy = other.copy();
    sum(pipe, copy.pipe);
    sum(batch, copy.batch);
    sum(delays, copy.delays);
    sum(faults, copy.faults);
    copy.counts.forEach(this::count);
  }

  private synchronized Totals copy() {
    Totals copy = new Totals();
    sum(copy.pipe, pipe);
    sum(copy.batch, batch);
    sum(copy.delays, delays);
    sum(copy.faults, faults);
    copy.counts.putAll(counts);
    return copy;
  }

  /** Adds to a count of that name. */
  synchronized void count(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  synchronized void injected(Fault fault) {
    faults[fault.ordinal()]++;
  }

  synchronized long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  synchronized Map<String, Long> counts() {
    return new LinkedHashMap<>(counts);
  }

  synchronized List<Long> pipe() {
    return list(pipe);
  }

  synchronized List<Long> batch() {
    return list(batch);
  }

  /** Sections in which more than one grace period ended: near misses. */
  synchronized long closeCalls() {
    long calls = 0;
    for (int i = 2; i < batch.length; i++) {
      calls += batch[i];
    }
    return calls;
  }

  synchronized Map<String, Long> faults() {
    Map<String, Long> named = new LinkedHashMap<>();
    for (Fault fault : Fault.values()) {
      named.put(fault.label(), faults[fault.ordinal()]);
    }
    return named;
  }

  synchronized Map<String, Long> delays() {
    Map<String, Long> named = new LinkedHashMap<>();
    for (DelaySite site : DelaySite.values()) {
      named.put(site.name().toLowerCase(Locale.ROOT).replace('_', '-'), delays[site.ordinal()]);
    }
    return named;
  }

  private static void sum(long[] into, long[] more) {
    for (int i = 0; i < into.length; i++) {
      into[i] += more[i];
    }
  }

  private static List<Long> list(long[] array) {
    List<Long> list = new ArrayList<>();
    for (long value : array) {
      list.add(value);
    }
    return list;
  }
}
