package dev.quiesce.harness.replay;

import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.workload.OperationKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Adds up what the threads of one replay measured. */
final class ReportBuilder {
  private static final String BQL = "BQL";
  private static final double FLAG_NS = 1_000_000;
  private static final double SECOND_NS = 1e9;
  private static final int MAX_FAILURE_CHARS = 8_000;

  private final Program program;
  private final ReplayContext context;
  private final List<ThreadMeter> meters;
  private final Map<StepKind, Histogram> latencies;
  private final long wallNs;
  private final boolean closed;
  private final List<OperationMeasurement> operations = new ArrayList<>();
  private final Map<String, Double> gauges = new LinkedHashMap<>();

  ReportBuilder(
      Program program,
      ReplayContext context,
      List<ThreadMeter> meters,
      Map<StepKind, Histogram> latencies,
      long wallNs,
      boolean closed) {
    this.program = program;
    this.context = context;
    this.meters = meters;
    this.latencies = latencies;
    this.wallNs = wallNs;
    this.closed = closed;
  }

  ReplayReport build() {
    Map<OperationKind, Long> done = counts(true);
    Map<OperationKind, Long> skipped = counts(false);
    Histogram drift = sum(meter -> meter.drift);
    double driftP99 = context.settings.timed() ? drift.getValueAtPercentile(99) : 0;
    boolean flagged = driftP99 > FLAG_NS;
    operations();
    locks();
    add(MeasuredOperation.RETIRE_TO_FREE, context.heapMeter.retireToFree());
    add(MeasuredOperation.CLEAR_WAIT, sum(meter -> meter.clearWait));
    add("postponed", sum(meter -> meter.postponed));
    if (context.settings.timed()) {
      add("drift", drift);
    }
    gauges(done, skipped);
    Optional<String> failure =
        Optional.ofNullable(context.diagnoses.failure())
            .map(text -> text.substring(0, Math.min(MAX_FAILURE_CHARS, text.length())));
    return new ReplayReport(
        failure,
        done,
        program.implied(),
        skipped,
        operations,
        gauges,
        notes(failure, flagged),
        driftP99,
        flagged,
        closed ? context.heapMeter.live() - context.registrations.permanent() : -1);
  }

  private Map<OperationKind, Long> counts(boolean ofDone) {
    Map<OperationKind, Long> counts = new EnumMap<>(OperationKind.class);
    for (OperationKind kind : OperationKind.values()) {
      long count = 0;
      for (ThreadMeter meter : meters) {
        count += ofDone ? meter.done(kind) : meter.skipped(kind);
      }
      if (count > 0) {
        counts.put(kind, count);
      }
    }
    return counts;
  }

  private void operations() {
    latencies.forEach(
        (kind, latency) -> {
          Histogram service = ThreadMeter.histogram();
          for (ThreadMeter meter : meters) {
            Histogram own = meter.services(kind);
            if (own != null) {
              service.add(own);
            }
          }
          add(kind.measuredAs(), latency);
          add(kind.measuredAs() + "-service", service);
        });
  }

  /** The BQL by site and as a whole; every other lock as a whole. */
  private void locks() {
    for (String lock : context.locks.locks()) {
      String prefix = lock.equals(BQL) ? "bql" : lock;
      Histogram waits = ThreadMeter.histogram();
      Histogram holds = ThreadMeter.histogram();
      List<LockMeter.Site> sites = context.locks.sites(lock);
      for (LockMeter.Site site : sites) {
        waits.add(site.waits);
        holds.add(site.holds);
      }
      add(prefix + "-wait", waits);
      add(prefix + "-hold", holds);
      if (lock.equals(BQL)) {
        for (LockMeter.Site site : sites) {
          add(prefix + "-wait@" + site.name, site.waits);
          add(prefix + "-hold@" + site.name, site.holds);
        }
      }
    }
  }

  private void gauges(Map<OperationKind, Long> done, Map<OperationKind, Long> skipped) {
    double seconds = wallNs / SECOND_NS;
    long events = total(done) + total(program.implied());
    long callbacks = total(meter -> meter.callbacks);
    long rcuCallbacks = context.heapMeter.freed() + context.emptyCallbacks.get();
    gauges.put(MeasuredOperation.OVERLAPS, (double) total(meter -> meter.overlaps));
    gauges.put(
        MeasuredOperation.REFUSALS,
        (double) total(meter -> meter.refused + meter.postponedByStrategy));
    gauges.put(MeasuredOperation.BACKLOG, (double) context.vm.heap().peakBacklog());
    gauges.put("deferred-spans", (double) total(meter -> meter.deferred));
    gauges.put("self-deadlocks", (double) total(meter -> meter.selfDeadlocks));
    gauges.put("memory-faults", (double) total(meter -> meter.faults));
    gauges.put("skipped", (double) total(skipped));
    gauges.put("seconds", seconds);
    gauges.put("events", (double) events);
    gauges.put("replayed", (double) total(done));
    gauges.put("replayed-per-second", total(done) / seconds);
    gauges.put("listener-callbacks-per-second", callbacks / seconds);
    gauges.put("rcu-callbacks-per-second", rcuCallbacks / seconds);
    gauges.put("harness-ns-per-event", Bookkeeping.nanosPerEvent(program.scripts()));
    gauges.put(Measurement.FAILED, context.diagnoses.failure() == null ? 0.0 : 1.0);
  }

  private List<String> notes(Optional<String> failure, boolean flagged) {
    List<String> notes = new ArrayList<>();
    failure.ifPresent(text -> notes.add("FAILED: " + text));
    if (flagged) {
      notes.add("the replay could not keep the recorded pace: do not rank it");
    }
    if (closed && context.heapMeter.live() != context.registrations.permanent()) {
      long leaked = context.heapMeter.live() - context.registrations.permanent();
      notes.add(leaked + " blocks were not freed");
    }
    notes.add("region tree: " + context.machine.name());
    context.workload.absent().forEach(absent -> notes.add("not recorded: " + absent.feature()));
    notes.addAll(context.diagnoses.lines());
    return notes;
  }

  private void add(@Nullable String name, Histogram histogram) {
    if (name == null || histogram.getTotalCount() == 0) {
      return;
    }
    operations.add(
        new OperationMeasurement(
            name,
            "ns",
            histogram.getTotalCount(),
            histogram.getMinValue(),
            histogram.getValueAtPercentile(50),
            histogram.getValueAtPercentile(90),
            histogram.getValueAtPercentile(99),
            histogram.getValueAtPercentile(99.9),
            histogram.getMaxValue(),
            histogram.getMean()));
  }

  private Histogram sum(Function<ThreadMeter, Histogram> of) {
    Histogram sum = ThreadMeter.histogram();
    meters.forEach(meter -> sum.add(of.apply(meter)));
    return sum;
  }

  private long total(ToLongFunction<ThreadMeter> of) {
    return meters.stream().mapToLong(of).sum();
  }

  private static long total(Map<OperationKind, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
