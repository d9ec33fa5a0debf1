package dev.quiesce.strategy.activeref;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.Sections;
import java.util.ArrayList;
import java.util.List;

/**
 * One thread as a walker: QEMU's ambient sections, and a slot for each walk that it is in. A
 * callback may walk again, so there may be several; there is one from the start.
 */
final class Walker implements Sections {
  private final VisitSlots slots;

  @Confined("its own thread; after its end, who buries it")
  private final List<VisitSlot> mine = new ArrayList<>(1);

  @Confined("its own thread")
  private int walks;

  /** The walker of a new thread. */
  Walker(VisitSlots slots) {
    this.slots = slots;
    mine.add(slots.claim());
  }

  /** A walk begins; the slot for its visits. */
  VisitSlot begin() {
    if (walks == mine.size()) {
      mine.add(slots.claim());
    }
    return mine.get(walks++);
  }

  /** The innermost walk ends. */
  void end() {
    walks--;
  }

  @Override
  public void detached(QemuThread self) {
    mine.forEach(slots::giveBack);
  }
}
