package dev.quiesce.harness.torture;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.result.ViolationKind;

/** The main loop or a vCPU: walks with the BQL held, and transactions that change the map. */
final class BqlWalker extends Body {
  private static final int COMMIT_ODDS = 4;

  private final boolean vcpu;

  /** A walker; a vCPU enters its read section before the BQL. */
  BqlWalker(Rig rig, String name, boolean vcpu) {
    super(rig, name);
    this.vcpu = vcpu;
  }

  @Override
  void step(QemuThread self, Witness witness) {
    witness.activity(vcpu ? Activity.MMIO : Activity.BQL_WALK);
    if (!vcpu) {
      withBql(self, witness);
    } else {
      self.enterSection();
      try {
        withBql(self, witness);
      } finally {
        self.leaveSection();
      }
    }
    Rest.micros(witness.choices.nextInt(100, 1500));
  }

  private void withBql(QemuThread self, Witness witness) {
    rig().lockBql(self, "torture walk");
    try {
      if (witness.oneIn(COMMIT_ODDS)) {
        rig().memory.update(self, () -> rig().device.setEnabled(!rig().device.isEnabled()));
      } else {
        sync(self, witness);
      }
    } finally {
      rig().vm.bql().unlock(self);
    }
  }

  private void sync(QemuThread self, Witness witness) {
    witness.walkBegins(Callback.LOG_SYNC);
    try {
      rig().memory.syncDirtyLog(self, null);
    } catch (Planted e) {
      // Thrown after the walk's end: the others were visited, which the next line checks.
    }
    String wrong = witness.walkEnds(Rig.PERMANENT);
    if (wrong != null) {
      rig()
          .findings
          .saw(Promise.NO_LOST_CALLBACK, ViolationKind.LOST_CALLBACK, witness.activity(), wrong);
    }
  }
}
