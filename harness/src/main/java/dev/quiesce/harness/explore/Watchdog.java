package dev.quiesce.harness.explore;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs explorations on a thread of the kind that runs the tasks, and that runs some of them, so
 * that the turn never passes through the kernel where they are virtual; and watches, on the calling
 * thread, that they go on. One exploration at a time.
 */
final class Watchdog {
  private static final int LOOKS = 4;

  /** Who acts between two executions. */
  static final TaskInfo EXPLORER = new TaskInfo(-1, "explorer");

  private final Workers workers;

  /** What is watched; null for nothing. */
  private volatile @Nullable Watched current;

  Watchdog(Workers workers) {
    this.workers = workers;
  }

  /** One exploration. Its steps may be read late: that makes the watchdog wait longer, no more. */
  private static final class Watched {
    private volatile @Nullable Thread thread;
    private volatile @Nullable Execution execution;

    Progress progress() {
      Execution now = execution;
      return new Progress(now, now == null ? 0 : now.steps());
    }
  }

  private record Progress(@Nullable Execution execution, int steps) {}

  /** On the exploring thread: {@code next} begins. Ends an exploration that was given up. */
  void begins(Execution next) {
    goingOn().execution = next;
  }

  /**
   * On the exploring thread: what was executed has ended. Ends an exploration that was given up.
   */
  void ended() {
    Watched unused = goingOn();
  }

  private Watched goingOn() {
    Watched watched = current;
    if (watched == null || watched.thread != Thread.currentThread()) {
      throw Abort.INSTANCE;
    }
    return watched;
  }

  /**
   * Runs {@code exploration} to its end; what it throws, the caller gets.
   *
   * @throws Stalled if nothing happens for too long
   */
  <T> T watch(Supplier<T> exploration) {
    Watched watched = new Watched();
    FutureTask<T> exploring =
        new FutureTask<>(
            () -> {
              watched.thread = Thread.currentThread();
              workers.strays().watch();
              return exploration.get();
            });
    current = watched;
    try {
      return await(exploring, watched, workers.start("explorer", exploring));
    } finally {
      current = null;
    }
  }

  private <T> T await(FutureTask<T> exploring, Watched watched, Thread thread) {
    long patience = workers.patience().toNanos();
    Progress before = watched.progress();
    long since = System.nanoTime();
    while (true) {
      try {
        return exploring.get(patience / LOOKS, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        Progress now = watched.progress();
        if (!now.equals(before)) {
          before = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > patience && !exploring.isDone()) {
          throw abandon(watched, thread);
        }
      } catch (ExecutionException e) {
        throw unchecked(Objects.requireNonNull(e.getCause()));
      } catch (InterruptedException e) {
        Stalled unused = abandon(watched, thread);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a program was explored", e);
      }
    }
  }

  /** Gives up what is executed; tells where it stands. */
  private Stalled abandon(Watched watched, Thread thread) {
    current = null;
    workers.abandon();
    Execution stuck = watched.execution;
    return stuck == null
        ? new Stalled(EXPLORER, 0, workers.patience(), thread.getStackTrace())
        : stuck.abandon(thread);
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
