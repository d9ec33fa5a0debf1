package dev.quiesce.harness.torture;

import dev.quiesce.api.sync.QemuThread;

/** The main loop or a vCPU under the BQL: registers, unregisters and releases at random. */
final class Updater extends Body {
  private static final int PATHS = 8;
  private static final int TURNS = 4;

  private final Pool pool;

  Updater(Rig rig, String name, Pool pool) {
    super(rig, name);
    this.pool = pool;
  }

  @Override
  void step(QemuThread self, Witness witness) {
    int path = witness.choices.nextInt(PATHS);
    boolean sections = !rig().terms.hangs(Activity.UPDATE_IN_SECTION);
    boolean vcpus = sections && !rig().terms.hangs(Activity.MMIO);
    boolean callbacks = !rig().terms.hangs(Activity.UPDATE_IN_RCU_CALLBACK);
    if (path == 0 && vcpus) {
      witness.activity(Activity.UPDATE_IN_SECTION);
      inSection(self, () -> withBql(self, () -> turns(self, witness, false)));
    } else if (path == 1 && sections) {
      witness.activity(Activity.UPDATE_IN_SECTION);
      withBql(self, () -> inSection(self, () -> turns(self, witness, false)));
    } else {
      witness.activity(Activity.UPDATE);
      withBql(self, () -> turns(self, witness, path == 2 && callbacks));
    }
    Rest.micros(witness.choices.nextInt(50, 800));
  }

  private void turns(QemuThread self, Witness witness, boolean fromCallback) {
    for (int i = 0; i < TURNS; i++) {
      pool.turn(self, witness, fromCallback);
    }
  }

  private void withBql(QemuThread self, Runnable action) {
    rig().lockBql(self, "torture update");
    try {
      action.run();
    } finally {
      if (self.holdsBql()) {
        rig().vm.bql().unlock(self);
      }
    }
  }

  private static void inSection(QemuThread self, Runnable action) {
    self.enterSection();
    try {
      action.run();
    } finally {
      self.leaveSection();
    }
  }
}
