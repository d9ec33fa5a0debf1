package dev.quiesce.harness.control.peer;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import java.lang.invoke.MethodHandles;

/**
 * How many walks are in a listener: a field of the owner, as a reference count of QEMU is. A walker
 * that comes too late counts in storage that is gone.
 */
@SuppressWarnings("unused") // through the token
final class VisitCount extends HeapObject {
  private static final IntField<VisitCount> VISITS =
      IntField.of(MethodHandles.lookup(), VisitCount.class, "visits");

  private final Event idle;
  private final String name;
  private int visits;

  VisitCount(Storage storage, String name, Event idle) {
    super(storage);
    this.name = name;
    this.idle = idle;
  }

  void enter() {
    int unused = VISITS.getAndAdd(this, 1);
  }

  void leave() {
    if (VISITS.getAndAdd(this, -1) == 1) {
      idle.set();
    }
  }

  /** Blocks until no walk is in the listener; nobody new can find it. */
  void awaitIdle() {
    while (true) {
      idle.reset();
      if (VISITS.getVolatile(this) == 0) {
        return;
      }
      idle.await();
    }
  }

  @Override
  public String label() {
    return name + ".visits";
  }
}
