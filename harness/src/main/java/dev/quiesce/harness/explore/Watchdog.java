package dev.quiesce.harness.explore;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs explorations on a thread of the kind that runs the tasks, so that the turn never passes
 * through the kernel where they are virtual; and watches, on the calling thread, that they go on.
 * One exploration at a time.
 */
final class Watchdog {
  private static final int LOOKS = 4;

  private final Workers workers;

  /** What is executed now: a stale value makes it wait longer, no more. */
  private volatile @Nullable Execution execution;

  private volatile int begun;

  Watchdog(Workers workers) {
    this.workers = workers;
  }

  /** On the exploring thread: {@code next} begins. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread explores
  void begins(Execution next) {
    begun++;
    execution = next;
  }

  /**
   * Runs {@code exploration} to its end; what it throws, the caller gets.
   *
   * @throws Stalled if nothing happens for too long
   */
  <T> T watch(Supplier<T> exploration) {
    FutureTask<T> exploring = new FutureTask<>(exploration::get);
    Thread thread = workers.start("explorer", exploring);
    long patience = workers.patience().toNanos();
    Progress before = progress();
    long since = System.nanoTime();
    while (true) {
      try {
        return exploring.get(patience / LOOKS, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        Progress now = progress();
        if (!now.equals(before)) {
          before = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > patience && !exploring.isDone()) {
          throw abandon(thread);
        }
      } catch (ExecutionException e) {
        throw unchecked(Objects.requireNonNull(e.getCause()));
      } catch (InterruptedException e) {
        Stalled unused = abandon(thread);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a program was explored", e);
      }
    }
  }

  private record Progress(int execution, int steps) {}

  private Progress progress() {
    Execution current = execution;
    return new Progress(begun, current == null ? 0 : current.steps());
  }

  /** Gives up what is executed; tells where it stands. */
  private Stalled abandon(Thread explorer) {
    workers.abandon();
    Execution stuck = execution;
    return stuck == null
        ? new Stalled(Execution.SET_UP, 0, workers.patience(), explorer.getStackTrace())
        : stuck.abandon(explorer);
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(thrown);
  }
}
