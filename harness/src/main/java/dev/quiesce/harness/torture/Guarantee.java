package dev.quiesce.harness.torture;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuProgress;
import dev.quiesce.harness.result.ViolationKind;

/**
 * RCU's guarantee, looked at from inside one read section: no grace period that begins after the
 * section has begun ends before it, and what another reader had done before a grace period is seen
 * after it. Confined to its thread.
 */
final class Guarantee {
  private final Rig rig;
  private final Witness witness;
  private final RcuProgress progress;
  private final long started;
  private final long completed;

  private Guarantee(Rig rig, Witness witness) {
    this.rig = rig;
    this.witness = witness;
    this.progress = rig.vm.rcu().progress();
    this.completed = progress.completed();
    // Read after the section was entered: a later start is a later grace period for certain.
    this.started = progress.started();
  }

  /** The thread has entered a section. */
  static Guarantee enter(Rig rig, QemuThread self, Witness witness) {
    witness.sectionEntered();
    Guarantee guarantee = new Guarantee(rig, witness);
    guarantee.readMail(self);
    return guarantee;
  }

  private void readMail(QemuThread self) {
    Witness.Mail mail = witness.takeMail();
    if (mail != null && mail.of().loops() < mail.loops()) {
      rig.findings.saw(
          Promise.NO_USE_AFTER_FREE,
          ViolationKind.LOGICAL_USE_AFTER_FREE,
          witness.activity(),
          self.name() + " sees less than was seen before a grace period that has ended");
    }
  }

  /** The thread is about to leave the section. */
  void leave() {
    long latest = progress.latestCompleted();
    if (latest > started) {
      rig.findings.saw(
          Promise.NO_USE_AFTER_FREE,
          ViolationKind.USE_AFTER_FREE,
          witness.activity(),
          "grace period "
              + latest
              + " began and ended inside a read section that was entered when "
              + started
              + " had begun");
    }
    int ended = (int) Math.min(progress.completed() - completed, Witness.AGES - 1);
    witness.batch[ended]++;
    witness.sectionLeaving();
  }
}
