package dev.quiesce.harness.torture;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SelfDeadlock;
import dev.quiesce.harness.fork.StackText;
import dev.quiesce.harness.result.ViolationKind;

/** One thread of a round: steps between passes of the gate, each of which gives all locks back. */
abstract class Body implements Runnable {
  private final Rig rig;
  private final String name;

  Body(Rig rig, String name) {
    this.rig = rig;
    this.name = name;
  }

  final Rig rig() {
    return rig;
  }

  /** The thread, which has joined the gate already. */
  final Thread thread() {
    rig.gate.join();
    Thread thread = new Thread(this, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Prepares the thread's own objects. */
  void prepare(QemuThread self) {}

  /** One step; may leave by an exception, but not with a lock or a section. */
  abstract void step(QemuThread self, Witness witness);

  @Override
  public final void run() {
    QemuThread self = rig.enlist(name);
    try {
      prepare(self);
      while (rig.gate.pass()) {
        attempt(self, rig.witness(self));
        // A stray interrupt has done what it could; the next step begins without it.
        boolean unused = Thread.interrupted();
      }
    } finally {
      rig.dismiss(self);
      rig.gate.leave();
    }
  }

  /** One step with all that may come of it. */
  final void attempt(QemuThread self, Witness witness) {
    try {
      step(self, witness);
    } catch (MemoryFault e) {
      rig.faulted(witness, e);
    } catch (SelfDeadlock e) {
      rig.findings.saw(
          Promise.NO_DEADLOCK,
          ViolationKind.SELF_DEADLOCK,
          witness.activity(),
          String.valueOf(e.getMessage()));
    } catch (Planted e) {
      // Callbacks that throw are delivered to the end; whoever called them goes on.
      witness.walkAbandoned();
    } catch (NullPointerException e) {
      // What C would have done: SIGSEGV.
      rig.findings.saw(
          Promise.NO_LOGICAL_USE_AFTER_FREE,
          ViolationKind.NULL_DEREFERENCE,
          witness.activity(),
          StackText.of(e));
    } catch (RuntimeException | Error e) {
      rig.findings.saw(
          Promise.NO_DEADLOCK, ViolationKind.EXCEPTION, witness.activity(), StackText.of(e));
    }
    requireNothingLeft(self, witness);
  }

  private void requireNothingLeft(QemuThread self, Witness witness) {
    if (self.rcu().depth() == 0 && !self.holdsBql() && !self.inCallback()) {
      return;
    }
    rig.findings.saw(
        Promise.NO_DEADLOCK,
        ViolationKind.DEADLOCK,
        witness.activity(),
        self.name()
            + " came back with "
            + self.rcu().depth()
            + " read sections, BQL "
            + (self.holdsBql() ? "held" : "free")
            + (self.inCallback() ? ", inside a callback" : ""));
    while (self.rcu().depth() > 0) {
      self.rcu().unlock();
    }
    if (self.holdsBql()) {
      rig.vm.bql().unlock(self);
    }
  }

  /** Waits for a thread, whatever interrupts there are. */
  static void join(Thread thread) {
    Uninterruptibles.joinUninterruptibly(thread);
  }
}
