package dev.quiesce.harness.torture;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.result.ViolationKind;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A hundred places for listeners that come and go, and the books of what was released. Everything
 * but {@link #removed} under the BQL.
 */
final class Pool {
  static final int SLOTS = 100;
  private static final int PRIORITIES = 24;

  private final Rig rig;
  private final @Nullable Registered[] slots = new Registered[SLOTS];
  private final boolean[] leaving = new boolean[SLOTS];
  private final Queue<Element> removed = new ConcurrentLinkedQueue<>();
  private int serial = Rig.PERMANENT;
  private long released;

  Pool(Rig rig) {
    this.rig = rig;
  }

  /** Elements whose unregister has returned, for who counts their age. */
  Queue<Element> removed() {
    return removed;
  }

  /** Owners that were given up so far. */
  long released() {
    return released;
  }

  /** Listeners registered now. */
  int occupied() {
    int occupied = 0;
    for (Registered slot : slots) {
      occupied += slot == null ? 0 : 1;
    }
    return occupied;
  }

  /** Registers in a free place, or unregisters from an occupied one; refusals change nothing. */
  void turn(QemuThread self, Witness witness, boolean fromCallback) {
    int at = witness.choices.nextInt(SLOTS);
    Registered registered = slots[at];
    if (registered == null) {
      slots[at] = add(self, witness);
    } else if (!leaving[at] && fromCallback) {
      leaving[at] = true;
      rig.vm.rcu().callRcu(worker -> removeInCallback(worker, at, registered));
    } else if (!leaving[at]) {
      remove(self, witness, at, registered, true);
    }
  }

  private @Nullable Registered add(QemuThread self, Witness witness) {
    Element element = new Element(rig::called, serial++, false, callbacks(witness));
    OwnerKind kind = witness.oneIn(3) ? OwnerKind.QOM : OwnerKind.HEAP;
    Registration attempt = new Registration(rig, element, kind);
    try {
      attempt.register(self, witness.choices.nextInt(PRIORITIES));
    } catch (RefusedException e) {
      witness.refusals++;
      released++;
      rig.memory.release(self, attempt.registered().owner());
      return null;
    } catch (Planted e) {
      // Thrown when the registration was complete.
    }
    witness.updates++;
    return attempt.registered();
  }

  /** With log_clear or, as in the tree today, without; with log_sync or without. */
  private static Set<Callback> callbacks(Witness witness) {
    Set<Callback> set =
        EnumSet.of(Callback.BEGIN, Callback.COMMIT, Callback.REGION_ADD, Callback.REGION_DEL);
    if (witness.oneIn(2)) {
      set.add(Callback.LOG_CLEAR);
    }
    if (witness.oneIn(2)) {
      set.add(Callback.LOG_SYNC);
    }
    return set;
  }

  private void removeInCallback(QemuThread worker, int at, Registered registered) {
    Witness witness = rig.witness(worker);
    witness.activity(Activity.UPDATE_IN_RCU_CALLBACK);
    leaving[at] = false;
    remove(worker, witness, at, registered, false);
  }

  private void remove(
      QemuThread self, Witness witness, int at, Registered registered, boolean refusable) {
    long taken = rig.bqlTaken.get();
    boolean postponed = false;
    try {
      Unregistration outcome =
          refusable
              ? rig.memory.unregister(self, registered.listener())
              : rig.memory.unregisterWithoutFail(self, registered.listener());
      postponed = outcome == Unregistration.POSTPONED;
    } catch (RefusedException e) {
      witness.refusals++;
      return;
    } catch (Planted e) {
      // Thrown when the unregistration was complete.
    }
    if (rig.bqlTaken.get() != taken) {
      rig.findings.saw(
          Promise.KEEPS_BQL,
          ViolationKind.BQL_DROPPED,
          witness.activity(),
          "another thread had the BQL while " + self.name() + " was inside unregister");
    }
    slots[at] = null;
    if (postponed) {
      witness.postponed++;
    } else {
      registered.element().grow();
      removed.add(registered.element());
    }
    witness.updates++;
    released++;
    rig.memory.release(self, registered.owner());
  }

  /** Unregisters everything; no migration runs, so nothing may be refused. */
  void empty(QemuThread self) {
    Witness witness = rig.witness(self);
    for (int at = 0; at < SLOTS; at++) {
      Registered registered = slots[at];
      if (registered != null) {
        remove(self, witness, at, registered, true);
      }
    }
    if (occupied() > 0) {
      rig.findings.saw(
          Promise.NO_DEADLOCK,
          ViolationKind.UNDECLARED_REFUSAL,
          Activity.PAUSE,
          occupied() + " unregistrations were refused although no migration runs");
    }
  }
}
