package dev.quiesce.harness.replay;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.workload.ListenerInfo;
import dev.quiesce.harness.workload.Operation;
import dev.quiesce.harness.workload.Workload;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The owners of a workload's listeners, and what has become of each. Everything under the BQL. */
final class Registrations {
  /** What became of a registration. */
  enum State {
    NEW,
    REGISTERED,
    UNREGISTERED,
    RELEASED,
    /** An attempt to end it failed half-way; it is not touched again before the teardown. */
    STUCK,
    /** It was refused, and its end came before it could be tried again. */
    CANCELLED
  }

  private final Memory memory;
  private final ListenerInfo[] infos;
  private final ReplayCallbacks[] callbacks;
  private final boolean[] ends;
  private final @Nullable Owner[] owners;
  private final State[] states;
  private final Map<Integer, Owner> reusable = new HashMap<>();

  Registrations(Workload workload, Memory memory) {
    this.memory = memory;
    this.infos = workload.listeners().toArray(new ListenerInfo[0]);
    this.callbacks = new ReplayCallbacks[infos.length];
    this.ends = new boolean[infos.length];
    this.owners = new Owner[infos.length];
    this.states = new State[infos.length];
    for (ListenerInfo info : infos) {
      callbacks[info.id()] = ReplayCallbacks.of(info.callbacks());
      states[info.id()] = State.NEW;
    }
    workload.threads().stream()
        .flatMap(track -> track.operations().stream())
        .forEach(
            operation -> {
              if (operation instanceof Operation.UnregisterListener end) {
                ends[end.listener()] = true;
              }
            });
  }

  State state(int id) {
    return states[id];
  }

  void state(int id, State state) {
    states[id] = state;
  }

  int addressSpace(int id) {
    return infos[id].addressSpace();
  }

  int count() {
    return infos.length;
  }

  /** Registers it, in a new owner or, where the recorded struct is reused, in the old one. */
  void register(QemuThread self, int id, AddressSpace space) {
    Owner owner = owner(id);
    owners[id] = owner;
    memory.register(self, owner.listeners().get(0), space);
    states[id] = State.REGISTERED;
  }

  private Owner owner(int id) {
    Owner made = owners[id];
    if (made != null) {
      return made;
    }
    ListenerInfo info = infos[id];
    OwnerKind kind = kind(info);
    Owner old = reusable.get(info.struct());
    if (old != null && kind == OwnerKind.REUSED && !old.listeners().get(0).isRegistered()) {
      MemoryListener listener = old.listeners().get(0);
      listener.zero();
      listener.initialise(callbacks[id]);
      return old;
    }
    String name = (info.name().isEmpty() ? "listener" : info.name()) + "#" + id;
    Owner owner = Owner.allocate(memory.vm().heap(), kind, "owner of " + info.name(), name);
    int priority = (int) Math.min(Integer.MAX_VALUE, info.priority());
    MemoryListener unused = owner.embed(name, priority, callbacks[id]);
    if (kind == OwnerKind.REUSED) {
      reusable.put(info.struct(), owner);
    }
    return owner;
  }

  private OwnerKind kind(ListenerInfo info) {
    return switch (info.owner()) {
      case QOM_THROUGH_RCU -> OwnerKind.QOM;
      case PERMANENT -> OwnerKind.STATIC;
      case PER_CPU_ARRAY, UNKNOWN -> ends[info.id()] ? OwnerKind.HEAP : OwnerKind.STATIC;
      case HEAP, WRAPPER -> OwnerKind.HEAP;
      case REUSED_IN_PLACE -> OwnerKind.REUSED;
      case STACK_FRAME -> OwnerKind.STACK;
    };
  }

  /** Unregisters it; the owner is kept until {@link #release}. */
  Unregistration unregister(QemuThread self, int id, boolean refusable) {
    MemoryListener listener = listener(id);
    Unregistration outcome =
        refusable
            ? memory.unregister(self, listener)
            : memory.unregisterWithoutFail(self, listener);
    states[id] = State.UNREGISTERED;
    return outcome;
  }

  /** Gives the owner up, if it is of a kind that is freed. */
  void release(QemuThread self, int id) {
    Owner owner = owners[id];
    if (owner == null || states[id] != State.UNREGISTERED) {
      return;
    }
    states[id] = State.RELEASED;
    switch (owner.kind()) {
      case HEAP, QOM, STACK -> memory.release(self, owner);
      case REUSED, STATIC -> {
        // Lives on.
      }
    }
  }

  /** Takes off what is still registered, for the end of a replay. */
  void tearDown(QemuThread self) {
    for (int id = 0; id < infos.length; id++) {
      if (owners[id] != null && states[id] != State.RELEASED) {
        if (listener(id).isRegistered()) {
          Unregistration unused = memory.unregisterWithoutFail(self, listener(id));
        }
        states[id] = State.UNREGISTERED;
        release(self, id);
      }
    }
  }

  /** Owners of kinds that are never freed, which the ledger counts as live. */
  long permanent() {
    return Arrays.stream(owners)
        .filter(owner -> owner != null && isPermanent(owner.kind()))
        .distinct()
        .count();
  }

  private static boolean isPermanent(OwnerKind kind) {
    return kind == OwnerKind.STATIC || kind == OwnerKind.REUSED;
  }

  private MemoryListener listener(int id) {
    Owner owner = owners[id];
    if (owner == null) {
      throw new IllegalStateException("listener " + id + " was never registered");
    }
    return owner.listeners().get(0);
  }
}
