package dev.quiesce.api.sync;

import dev.quiesce.api.seam.SharedObject;

/**
 * A thread's reader of one RCU domain ({@code struct rcu_reader_data}): the handle that makes a
 * read section cost no look-up. Used by its own thread only.
 */
public abstract class RcuReader extends SharedObject {
  private final String thread;

  /** Creates a quiescent reader. */
  protected RcuReader(String thread) {
    this.thread = thread;
  }

  /** The name of the reader's thread. */
  public final String thread() {
    return thread;
  }

  /** Enters a read-side critical section; nests; never blocks. */
  public abstract void lock();

  /**
   * Leaves the innermost section; never blocks.
   *
   * @throws IllegalStateException if there is none
   */
  public abstract void unlock();

  /** How many sections are open. */
  public abstract int depth();

  @Override
  public String label() {
    return "reader " + thread;
  }
}
