package dev.quiesce.harness.torture;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.sync.QemuThread;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An owner that is made for one listener, and the attempt to register that. */
final class Registration {
  private final Rig rig;
  private final Element element;
  private final OwnerKind kind;
  private @Nullable Registered made;

  Registration(Rig rig, Element element, OwnerKind kind) {
    this.rig = rig;
    this.element = element;
    this.kind = kind;
  }

  /** Makes the owner and registers; the caller holds the BQL. */
  void register(QemuThread self, int priority) {
    String number = Integer.toString(element.number());
    Owner owner = Owner.allocate(rig.vm.heap(), kind, Rig.OWNER + kind, "owner " + number);
    MemoryListener listener = owner.embed("listener " + number, priority, element);
    made = new Registered(owner, listener, element);
    element.stamp();
    rig.memory.register(self, listener, rig.space);
  }

  /** What was made, whether the registration succeeded or not. */
  Registered registered() {
    return Objects.requireNonNull(made);
  }
}
