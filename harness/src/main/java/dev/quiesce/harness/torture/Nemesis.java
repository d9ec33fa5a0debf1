package dev.quiesce.harness.torture;

import dev.quiesce.api.sync.QemuThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Does to the others what a scheduler, a debugger and bad luck do. */
final class Nemesis extends Body {
  private static final int CHURN = 16;
  private static final int MOST_READERS = 64;

  private final int readers;
  private int bursts;

  Nemesis(Rig rig, String name, int readers) {
    super(rig, name);
    this.readers = readers;
  }

  @Override
  void step(QemuThread self, Witness witness) {
    Rest.millis(witness.choices.nextInt(1, 8));
    switch (witness.choices.nextInt(12)) {
      case 0 -> safepoint(witness);
      case 1 -> oversubscribe(self, witness);
      case 2 -> churn(self, witness);
      case 3 -> death(witness);
      case 4, 5, 6, 7 -> interrupt(witness);
      default -> wakeUp(witness);
    }
  }

  private Thread victim(Witness witness) {
    List<Thread> threads = rig().threads;
    return threads.get(witness.choices.nextInt(threads.size()));
  }

  private void interrupt(Witness witness) {
    witness.injected(Fault.INTERRUPT);
    victim(witness).interrupt();
  }

  private void wakeUp(Witness witness) {
    witness.injected(Fault.SPURIOUS_WAKE_UP);
    LockSupport.unpark(victim(witness));
  }

  private static void safepoint(Witness witness) {
    witness.injected(Fault.SAFEPOINT);
    System.gc();
    int unused = Thread.getAllStackTraces().size();
  }

  private void oversubscribe(QemuThread self, Witness witness) {
    witness.injected(Fault.OVERSUBSCRIPTION);
    // The nemesis is quiescent meanwhile, and the burst ends by itself.
    burst("extra of " + self.name(), MOST_READERS - readers, 5);
  }

  private void churn(QemuThread self, Witness witness) {
    witness.injected(Fault.READER_CHURN);
    burst("churn of " + self.name(), CHURN, 1);
  }

  private void burst(String name, int threads, int sections) {
    bursts++;
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      String own = name + " " + bursts + "." + i;
      Thread thread = new Thread(() -> read(own, sections), own);
      thread.setDaemon(true);
      thread.start();
      started.add(thread);
    }
    started.forEach(Body::join);
  }

  private void read(String name, int sections) {
    QemuThread reader = rig().enlist(name);
    Walker walker = new Walker(rig(), name, Activity.TLB_WALK);
    walker.prepare(reader);
    for (int i = 0; i < sections; i++) {
      walker.attempt(reader, rig().witness(reader));
    }
    rig().dismiss(reader);
  }

  /** The policy for a thread that dies in a section: it is noticed, and its section is ended. */
  private void death(Witness witness) {
    witness.injected(Fault.DEATH_IN_SECTION);
    AtomicReference<QemuThread> dead = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              QemuThread self = rig().vm.rcu().attach("mortal");
              self.rcu().lock();
              dead.set(self);
            },
            "mortal");
    thread.setDaemon(true);
    thread.start();
    join(thread);
    QemuThread body = dead.get();
    if (body != null) {
      Rest.micros(witness.choices.nextInt(100, 3000));
      rig().vm.rcu().bury(body);
    }
  }
}
