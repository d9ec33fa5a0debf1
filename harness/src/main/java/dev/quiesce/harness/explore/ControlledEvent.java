package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.Event;

/** An event whose waiting is a matter of the scheduler. */
final class ControlledEvent extends Event {
  private boolean flag;
  private final SyncClock raised = new SyncClock();

  ControlledEvent(String name, boolean set) {
    super(name);
    this.flag = set;
  }

  boolean isSet() {
    return flag;
  }

  @Override
  public void set() {
    Task self = Task.current();
    self.announce(OpKind.EVENT_SET, this, writes());
    if (!flag) {
      // Raising a flag that is up stores nothing that a waiter could read.
      self.races().release(self, raised);
    }
    flag = true;
    self.note(() -> "set event: " + name());
  }

  @Override
  public void reset() {
    Task self = Task.current();
    self.announce(OpKind.EVENT_RESET, this, writes());
    flag = false;
    raised.clear();
    self.note(() -> "reset event: " + name());
  }

  @Override
  public void await() {
    Task self = Task.current();
    self.tell(observer -> observer.awaiting(self.info(), raisers()));
    self.announce(OpKind.EVENT_AWAIT, this, new long[] {Footprint.read(Footprint.state(this))});
    boolean spuriously = !flag;
    if (spuriously) {
      self.wakesSpuriously();
    }
    if (!spuriously) {
      self.races().acquire(self, raised);
    }
    self.note(() -> "await " + name() + (spuriously ? " -> wakes up for nothing" : ""));
  }

  @Override
  public boolean await(long nanos) {
    Task self = Task.current();
    self.announce(
        OpKind.EVENT_TIMED_AWAIT, this, new long[] {Footprint.read(Footprint.state(this))});
    boolean set = flag;
    if (set) {
      self.races().acquire(self, raised);
    }
    self.note(() -> "await " + name() + (set ? "" : " -> timed out"));
    return set;
  }

  private long[] writes() {
    return new long[] {Footprint.write(Footprint.state(this))};
  }
}
