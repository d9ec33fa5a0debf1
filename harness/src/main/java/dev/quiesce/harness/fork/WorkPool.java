package dev.quiesce.harness.fork;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Children side by side that take items from one queue, so that every core is busy until the last
 * item. A child that fails costs its item and is replaced; children that keep failing end the run.
 */
public final class WorkPool {
  /** Failures of children in a row after which the remaining items are given up. */
  private static final int GIVE_UP = 5;

  private final ChildSpec spec;
  private final Starter starter;
  private final List<Integer> cpus;
  private final Set<ChildJvm> children = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final List<String> endings = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
  private volatile boolean stopped;

  /**
   * A pool with one child per CPU.
   *
   * @param spec of each child
   * @param cpus numbers, {@link ChildSpec#ANY_CPU} for a child that is not pinned
   * @param starter starts the children
   */
  public WorkPool(ChildSpec spec, List<Integer> cpus, Starter starter) {
    this.spec = spec;
    this.starter = starter;
    this.cpus = List.copyOf(cpus);
  }

  /** Starts children. */
  public interface Starter {
    /**
     * Starts one.
     *
     * @throws IOException if it cannot be started
     */
    ChildJvm start(ChildSpec spec) throws IOException;
  }

  /** What the pool works on; called from several threads. */
  public interface Work {
    /** No item is left. */
    int NOTHING = -1;

    /** Number of items. */
    int size();

    /**
     * Which item is next; the same may come again. Blocks while that depends on items at work.
     *
     * @param asked how often this was asked before
     * @param stopped whether the pool was stopped: {@link #NOTHING} then
     * @return its number, or {@link #NOTHING}
     */
    default int next(int asked, BooleanSupplier stopped) throws InterruptedException {
      return asked < size() ? asked : NOTHING;
    }

    /** The item of that number, asked for when a child is free. */
    Object item(int index);

    /** How long its child may say nothing. */
    Duration silence(int index);

    /** A message about an item. */
    void message(int index, Message message);

    /**
     * An item is over.
     *
     * @param failure what went wrong, or null
     */
    void finished(int index, @Nullable String failure);
  }

  /**
   * Works until every item is finished or {@link #stop} is called.
   *
   * @throws InterruptedException if this thread is interrupted
   * @throws RuntimeException what {@code work} threw
   */
  public void run(Work work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int workers = Math.min(cpus.size(), Math.max(1, work.size()));
    for (int i = 0; i < workers; i++) {
      ChildSpec own = spec.onCpu(cpus.get(i));
      Thread thread = new Thread(() -> serve(own, work), "pool-" + spec.kind() + "-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      stop();
      throw e;
    }
    RuntimeException failure = broken.get();
    if (failure != null) {
      throw failure;
    }
  }

  /** Kills the children; items that are not finished stay so. */
  public void stop() {
    stopped = true;
    children.forEach(ChildJvm::kill);
  }

  private void serve(ChildSpec own, Work work) {
    ChildJvm child = null;
    try {
      for (int i = next(work); i != Work.NOTHING && !stopped; i = next(work)) {
        if (failuresInARow.get() >= GIVE_UP) {
          work.finished(i, "not tried: " + GIVE_UP + " children failed one after the other");
          continue;
        }
        if (child == null) {
          child = start(own, work, i);
          if (child == null) {
            continue;
          }
        }
        child = one(child, work, i);
      }
      if (child != null && !stopped) {
        child.finish().ifPresent(endings::add);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken.compareAndSet(null, e);
      stop();
    } finally {
      drop(child);
    }
  }

  private int next(Work work) throws InterruptedException {
    return work.next(next.getAndIncrement(), this::stopped);
  }

  private @Nullable ChildJvm start(ChildSpec own, Work work, int index) {
    try {
      ChildJvm child = starter.start(own);
      children.add(child);
      return child;
    } catch (IOException e) {
      failuresInARow.incrementAndGet();
      work.finished(index, "child " + own.kind() + " does not start: " + e.getMessage());
      return null;
    }
  }

  /** The child for the next item, or null if this one is gone. */
  private @Nullable ChildJvm one(ChildJvm child, Work work, int index) throws InterruptedException {
    int item = index;
    ItemOutcome outcome =
        child.execute(work.item(item), work.silence(item), message -> work.message(item, message));
    if (stopped) {
      return child;
    }
    if (outcome instanceof ItemOutcome.ChildFailed failed) {
      if (child.interrupted()) {
        // Ctrl-C reaches the children too: the item is neither finished nor failed.
        stopped = true;
        drop(child);
        return null;
      }
      failuresInARow.incrementAndGet();
      work.finished(item, failed.why());
      drop(child);
      return null;
    }
    failuresInARow.set(0);
    work.finished(item, outcome instanceof ItemOutcome.TaskFailed failed ? failed.why() : null);
    return child;
  }

  /** What was wrong with the ends of children that had finished their items. */
  public List<String> endings() {
    return List.copyOf(endings);
  }

  /** Whether the pool was stopped before its last item. */
  public boolean stopped() {
    return stopped;
  }

  private void drop(@Nullable ChildJvm child) {
    if (child != null) {
      children.remove(child);
      child.close();
    }
  }
}
