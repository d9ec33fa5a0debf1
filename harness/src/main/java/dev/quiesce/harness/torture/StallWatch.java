package dev.quiesce.harness.torture;

import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.api.sync.RcuStall;
import dev.quiesce.api.sync.StallDetector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Lets a stall detector tick, and adds to its reports what each blocker is doing. */
final class StallWatch implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(50);

  private final StallDetector detector;
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final AtomicLong alarms = new AtomicLong();
  private final AtomicLong pauses = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopped;

  /** Watches {@code rcu} from now on. */
  StallWatch(RcuDomain rcu, Duration limit) {
    this.detector = new StallDetector(rcu, limit, TICK);
    this.thread = new Thread(this::watch, "rcu stall watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!stopped) {
      detector.tick(System.nanoTime()).forEach(this::report);
      Rest.nanos(TICK.toNanos());
    }
  }

  private void report(RcuStall stall) {
    (stall.isAlarm() ? alarms : pauses).incrementAndGet();
    reports.add(
        "rcu: "
            + stall.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
            + " for "
            + stall.age().toMillis()
            + " ms, report "
            + stall.report()
            + (stall.blockers().isEmpty() ? "" : "\n" + Stacks.of(stall.blockers())));
  }

  /** Stalls reported so far. */
  long alarms() {
    return alarms.get();
  }

  /** Times at which the whole process stood still. */
  long pauses() {
    return pauses.get();
  }

  /** What was reported, with stacks. */
  List<String> reports() {
    return List.copyOf(reports);
  }

  @Override
  public void close() {
    stopped = true;
    Body.join(thread);
  }
}
