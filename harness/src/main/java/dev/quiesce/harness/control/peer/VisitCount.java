package dev.quiesce.harness.control.peer;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Seam;
import java.lang.invoke.MethodHandles;

/**
 * How many walks are in a listener: a field of the owner, as a reference count of QEMU is. A walker
 * that comes too late counts in storage that is gone.
 */
@SuppressWarnings("unused") // through the token
final class VisitCount extends HeapObject implements Visits {
  private static final IntField<VisitCount> VISITS =
      IntField.of(MethodHandles.lookup(), VisitCount.class, "visits");

  private final Event idle;
  private final String name;
  private int visits;

  VisitCount(MemoryListener listener) {
    super(listener.storage());
    this.name = listener.name();
    this.idle = Seam.event("visits of " + name, true);
  }

  @Override
  public boolean enter() {
    int unused = VISITS.getAndAdd(this, 1);
    return true;
  }

  @Override
  public void leave() {
    if (VISITS.getAndAdd(this, -1) == 1) {
      idle.set();
    }
  }

  @Override
  public void end() {
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
