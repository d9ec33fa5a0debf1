package dev.quiesce.api.memory;

import dev.quiesce.api.sync.QemuThread;
import java.util.function.Consumer;

/** What {@code guest_phys_blocks_append()} listens to: every region of a map, once. */
record GuestPhysCallbacks(Consumer<MemoryRegionSection> visitor) implements ListenerCallbacks {
  @Override
  public boolean isSet(Callback callback) {
    return callback == Callback.REGION_ADD;
  }

  @Override
  public void call(QemuThread self, MemoryListener listener, Call call) {
    MemoryRegionSection section = call.section();
    if (section != null) {
      visitor.accept(section);
    }
  }

  /** As step tables print it. */
  @Override
  public String toString() {
    return "guest-phys callbacks";
  }
}
