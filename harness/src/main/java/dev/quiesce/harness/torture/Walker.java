package dev.quiesce.harness.torture;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.result.ViolationKind;
import org.jspecify.annotations.Nullable;

/** A thread that walks the listeners without the BQL, in one of QEMU's three ways. */
final class Walker extends Body {
  private static final int NAP_ODDS = 10;
  private static final int STALL_ODDS = 400;
  private static final int NEST_ODDS = 4;
  private static final long PAGE = 4096;

  private final Activity kind;
  private final Mutex page = Seam.mutex("page lock");
  private @Nullable DirtyClear clear;

  Walker(Rig rig, String name, Activity kind) {
    super(rig, name);
    this.kind = kind;
  }

  @Override
  void prepare(QemuThread self) {
    clear = rig().memory.dirtyClear(self);
    rig().witness(self).activity(kind);
  }

  @Override
  void step(QemuThread self, Witness witness) {
    switch (kind) {
      case BALLOON_WALK -> hint(self, witness);
      case MIGRATION_WALK -> inSection(self, witness, () -> migrate(self, witness));
      default -> inSection(self, witness, () -> locked(page, () -> walk(self, witness)));
    }
    if (witness.oneIn(NAP_ODDS)) {
      Rest.micros(witness.choices.nextInt(200, 1000));
    }
  }

  private void hint(QemuThread self, Witness witness) {
    locked(rig().freePage, () -> migrate(self, witness));
  }

  private void migrate(QemuThread self, Witness witness) {
    locked(
        rig().bitmap,
        () -> {
          if (rig().migrating) {
            walk(self, witness);
          }
        });
    if (!rig().migrating) {
      Rest.micros(100);
    }
  }

  private static void locked(Mutex mutex, Runnable action) {
    mutex.lock();
    try {
      action.run();
    } finally {
      mutex.unlock();
    }
  }

  /** An ambient section, sometimes nested, sometimes long, and the test of RCU's guarantee. */
  private void inSection(QemuThread self, Witness witness, Runnable action) {
    self.enterSection();
    try {
      if (witness.oneIn(NEST_ODDS)) {
        self.enterSection();
        try {
          guarded(self, witness, action);
        } finally {
          self.leaveSection();
        }
      } else {
        guarded(self, witness, action);
      }
    } finally {
      self.leaveSection();
    }
  }

  private void guarded(QemuThread self, Witness witness, Runnable action) {
    if (self.rcu().depth() == 0) {
      // The strategy sees no need for a section here, so none is promised anything.
      action.run();
      return;
    }
    Guarantee guarantee = Guarantee.enter(rig(), self, witness);
    try {
      action.run();
      if (rig().faults && witness.oneIn(STALL_ODDS)) {
        witness.injected(Fault.STALLED_READER);
        Rest.millis(witness.choices.nextInt(2, 30));
      }
    } finally {
      guarantee.leave();
    }
  }

  private void walk(QemuThread self, Witness witness) {
    DirtyClear mine = clear;
    if (mine == null) {
      throw new IllegalStateException(self.name() + " walks before it is prepared");
    }
    witness.walkBegins(Callback.LOG_CLEAR);
    try {
      mine.run(rig().ram, PAGE * witness.choices.nextInt((int) (Rig.RAM_BYTES / PAGE)), PAGE);
    } catch (Planted e) {
      // Thrown after the walk's end: the others were visited, which the next line checks.
    }
    String wrong = witness.walkEnds(Rig.PERMANENT);
    if (wrong != null) {
      rig().findings.saw(Promise.NO_LOST_CALLBACK, ViolationKind.LOST_CALLBACK, kind, wrong);
    }
  }
}
