package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Confined;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The RCU CPU stall detector (Documentation/RCU/stallwarn.rst), as far as threads have it: told the
 * time at regular ticks, it reports grace periods and callbacks that make no progress for a limit,
 * and again each three limits after that.
 *
 * <p>Time is counted in the detector's own ticks, each at most two ticks long: what passes while
 * the detector itself does not run, because the process is stopped or starved, is no stall. So a
 * stop signal raises no alarm.
 *
 * <p>Confined to the thread that ticks. Never blocks. Needs the counts of a checked process.
 */
public final class StallDetector {
  private static final int PAUSE_TICKS = 5;

  private final RcuDomain rcu;
  private final long limitNanos;
  private final long tickNanos;
  private final Span gracePeriod;
  private final Span callbacks;

  @Confined("the ticking thread: ns counted so far")
  private long counted;

  @Confined("the ticking thread: time of the last tick")
  private long last;

  @Confined("the ticking thread")
  private boolean ticked;

  /**
   * A detector for {@code rcu}.
   *
   * @param limit after which a stall is reported; at least a few ticks
   * @param tick how often {@link #tick} will be called
   */
  public StallDetector(RcuDomain rcu, Duration limit, Duration tick) {
    this.rcu = rcu;
    this.limitNanos = limit.toNanos();
    this.tickNanos = tick.toNanos();
    this.gracePeriod = new Span(limitNanos);
    this.callbacks = new Span(limitNanos);
  }

  /** How long something has made no progress. */
  private static final class Span {
    private final long limitNanos;

    @Confined("the ticking thread")
    private long since;

    @Confined("the ticking thread")
    private long progress;

    @Confined("the ticking thread")
    private int reports;

    Span(long limitNanos) {
      this.limitNanos = limitNanos;
      this.progress = -1;
    }

    /** Whether a report is due: after one limit, and then after every three more. */
    boolean due(boolean pending, long done, long now) {
      if (!pending || done != progress) {
        since = now;
        progress = pending ? done : -1;
        reports = 0;
        return false;
      }
      if (now - since < limitNanos * (1 + 3L * reports)) {
        return false;
      }
      reports++;
      return true;
    }

    RcuStall stall(RcuStall.Kind kind, long now, List<String> blockers) {
      return new RcuStall(kind, Duration.ofNanos(now - since), reports, blockers);
    }
  }

  /**
   * Looks once.
   *
   * @param now System.nanoTime()
   * @return what is to be reported now
   */
  public List<RcuStall> tick(long now) {
    List<RcuStall> stalls = new ArrayList<>();
    pass(now).ifPresent(stalls::add);
    RcuProgress progress = rcu.progress();
    long completed = progress.completed();
    boolean waiting = progress.started() > completed;
    if (gracePeriod.due(waiting, completed, counted)) {
      List<String> readers = rcu.holdouts();
      RcuStall.Kind kind =
          readers.isEmpty()
              ? RcuStall.Kind.GRACE_PERIOD_THREAD_STARVED
              : RcuStall.Kind.READER_STUCK;
      stalls.add(
          gracePeriod.stall(kind, counted, readers.isEmpty() ? progress.waiters() : readers));
    }
    long invoked = progress.invoked();
    if (callbacks.due(!waiting && progress.queued() > invoked, invoked, counted)) {
      stalls.add(
          callbacks.stall(
              RcuStall.Kind.CALLBACK_THREAD_STARVED, counted, List.of(RcuDomain.WORKER)));
    }
    return stalls;
  }

  private Optional<RcuStall> pass(long now) {
    long gap = ticked ? now - last : 0;
    ticked = true;
    last = now;
    counted += Math.min(gap, 2 * tickNanos);
    return gap >= Math.max(limitNanos, PAUSE_TICKS * tickNanos)
        ? Optional.of(
            new RcuStall(RcuStall.Kind.PROCESS_PAUSED, Duration.ofNanos(gap), 1, List.of()))
        : Optional.empty();
  }
}
