package dev.quiesce.harness.opinion;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamThread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a small program. The same code runs with real threads, which Lincheck schedules,
 * and in a controlled process, where the explorer does.
 */
final class Trial {
  /** A thread that has not been made. */
  private record Part(String name, Runnable body) {}

  private final List<Part> parts = new ArrayList<>();
  private BooleanSupplier complete = () -> true;
  private boolean others;
  private Runnable open = () -> {};
  private Runnable close = () -> {};
  private volatile @Nullable Throwable failure;

  /** Adds a thread. */
  void thread(String name, Runnable body) {
    parts.add(new Part(name, body));
  }

  /** What must be true when every thread has finished. */
  void complete(BooleanSupplier check) {
    complete = check;
  }

  /**
   * Threads that the trial does not make itself.
   *
   * @param starts before the others
   * @param ends after them; a controlled process does without
   */
  void around(Runnable starts, Runnable ends) {
    others = true;
    open = starts;
    close = ends;
  }

  /** Whether its two threads are all that it has. */
  boolean isOfTwoThreads() {
    return parts.size() == 2 && !others;
  }

  /** Runs the body of one thread on the running one. */
  void run(int part) {
    parts.get(part).body().run();
  }

  /** Starts every thread, for the explorer. */
  void start() {
    open.run();
    for (Part part : parts) {
      Seam.thread(part.name(), false, part.body()).start();
    }
  }

  /** Starts every thread, waits for each and judges the execution; with real threads. */
  Ending runToTheEnd() {
    open.run();
    SeamThread[] threads = new SeamThread[parts.size()];
    for (int i = 0; i < threads.length; i++) {
      Runnable body = parts.get(i).body();
      threads[i] = Seam.thread(parts.get(i).name(), false, () -> guarded(body));
      threads[i].start();
    }
    for (SeamThread thread : threads) {
      thread.join();
    }
    close.run();
    Throwable thrown = failure;
    return thrown == null ? ofTheEnd() : ofFault(thrown);
  }

  /** The ending of an execution whose threads have all finished. */
  Ending ofTheEnd() {
    return complete.getAsBoolean() ? Ending.FINE : Ending.LOST;
  }

  /** The ending that a fault is. */
  static Ending ofFault(Throwable fault) {
    if (fault instanceof MemoryFault memory && memory.kind() == FaultKind.USE_AFTER_FREE) {
      return Ending.USE_AFTER_FREE;
    }
    throw new AssertionError("no program here fails like this", fault);
  }

  /** Lincheck says nothing of what a thread other than the first throws. */
  private void guarded(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }
}
