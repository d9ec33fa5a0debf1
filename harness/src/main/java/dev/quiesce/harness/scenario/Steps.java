package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.sync.QemuThread;

/** Sequences that several scripts share. */
final class Steps {
  private Steps() {}

  /** What an owner's code does on main: take the BQL, unregister, give the storage up. */
  static void unregisterAndRelease(
      Stage stage, QemuThread self, Owner owner, MemoryListener... listeners) {
    stage.withBql(self, "main loop", () -> dismantle(stage, self, owner, listeners));
  }

  /** The same with the BQL held already. */
  static void dismantle(Stage stage, QemuThread self, Owner owner, MemoryListener... listeners) {
    for (MemoryListener listener : listeners) {
      Unregistration unused = stage.memory().unregister(self, listener);
    }
    stage.release(self, owner);
  }

  /** The same from where failure is not possible. */
  static void dismantleWithoutFail(
      Stage stage, QemuThread self, Owner owner, MemoryListener... listeners) {
    for (MemoryListener listener : listeners) {
      Unregistration unused = stage.memory().unregisterWithoutFail(self, listener);
    }
    stage.release(self, owner);
  }

  /** A transaction that may change the map, by a thread that wants the BQL meanwhile. */
  static void commitTransaction(Stage stage, QemuThread self) {
    stage.withBql(self, "rival", () -> stage.memory().update(self, () -> false));
  }
}
