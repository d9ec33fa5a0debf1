package dev.quiesce.api.seam;

import java.util.List;

/**
 * QEMU's {@code QemuEvent}: a flag that threads can wait for. {@link #set} is a full fence before
 * it looks at the flag; a thread that returns from {@link #await} sees everything that happened
 * before the set.
 */
public abstract class Event extends SharedObject {
  private final String name;

  @Confined("set by the thread that made the event, before another knows of it")
  private List<String> raisers = List.of();

  /** Creates an event. */
  protected Event(String name) {
    this.name = name;
  }

  /** What a waiter waits for, as waits-for reports print it. */
  public final String name() {
    return name;
  }

  /** Says, for waits-for reports, which threads raise the flag; returns this event. */
  public final Event raisedBy(String... threads) {
    raisers = List.of(threads);
    return this;
  }

  /** The threads that raise the flag; empty if nobody said so. */
  public final List<String> raisers() {
    return raisers;
  }

  /** Raises the flag and wakes every waiter. */
  public abstract void set();

  /** Lowers the flag. */
  public abstract void reset();

  /** Blocks until the flag is up. Interrupts are kept pending, and do not end the wait. */
  public abstract void await();

  /** As {@link #await}, but returns false when {@code nanos} nanoseconds have passed first. */
  public abstract boolean await(long nanos);

  @Override
  public String label() {
    return name;
  }
}
