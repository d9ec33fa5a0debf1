package dev.quiesce.harness.torture;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.result.ViolationKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Only grace periods and callbacks: rcutorture's fake writer. One of them also counts the age of
 * removed listeners, which no one else may.
 */
final class FakeWriter extends Body {
  private static final int FLOOD = 2000;
  private static final int FLOOD_ODDS = 100;
  private static final int INTERRUPT_ODDS = 8;

  private final Deque<Element> aging = new ArrayDeque<>();
  private final List<Pool> aged;
  private int posted;

  /** Touched by the call_rcu thread only. */
  private int lastRun;

  /** A writer that counts the ages of what leaves {@code aged}. */
  FakeWriter(Rig rig, String name, List<Pool> aged) {
    super(rig, name);
    this.aged = aged;
  }

  @Override
  void prepare(QemuThread self) {
    rig().witness(self).activity(Activity.RCU);
  }

  @Override
  void step(QemuThread self, Witness witness) {
    witness.rcuWaits++;
    int turn = aged.isEmpty() ? witness.choices.nextInt(3) : 0;
    if (turn == 0) {
      synchronize(self, witness);
    } else if (turn == 1) {
      drain(self, witness);
    } else {
      post();
      if (rig().faults && witness.oneIn(FLOOD_ODDS)) {
        witness.injected(Fault.CALLBACK_FLOOD);
        for (int i = 0; i < FLOOD; i++) {
          post();
        }
        drain(self, witness);
      }
    }
    Rest.micros(witness.choices.nextInt(50, 500));
  }

  private void synchronize(QemuThread self, Witness witness) {
    for (Pool pool : aged) {
      for (Element left = pool.removed().poll(); left != null; left = pool.removed().poll()) {
        aging.add(left);
      }
    }
    List<Element> before = new ArrayList<>(aging);
    // A copy: threads come and go.
    List<Witness> all = List.copyOf(rig().witnesses);
    Witness of = all.get(witness.choices.nextInt(all.size()));
    long loops = of.loops();
    interrupted(self, witness, () -> rig().vm.rcu().synchronize(self));
    before.forEach(Element::grow);
    aging.removeIf(element -> element.age() >= Witness.AGES);
    all.get(witness.choices.nextInt(all.size())).post(new Witness.Mail(of, loops));
  }

  private void drain(QemuThread self, Witness witness) {
    AtomicBoolean ran = new AtomicBoolean();
    rig().vm.rcu().callRcu(worker -> ran.set(true));
    interrupted(self, witness, () -> rig().vm.rcu().drain(self));
    if (!ran.get()) {
      rig()
          .findings
          .saw(
              Promise.NO_LOST_CALLBACK,
              ViolationKind.LOST_CALLBACK,
              Activity.RCU,
              "drain_call_rcu() returned before a callback queued earlier had run");
    }
  }

  /** Waits, sometimes with the interrupt flag up: the wait must complete and keep it. */
  private void interrupted(QemuThread self, Witness witness, Runnable wait) {
    if (!rig().faults || !witness.oneIn(INTERRUPT_ODDS)) {
      wait.run();
      return;
    }
    witness.injected(Fault.INTERRUPTED_WAIT);
    Thread.currentThread().interrupt();
    wait.run();
    if (!Thread.interrupted()) {
      rig()
          .findings
          .saw(
              Promise.NO_DEADLOCK,
              ViolationKind.EXCEPTION,
              Activity.RCU,
              "a wait of " + self.name() + " swallowed an interrupt");
    }
  }

  /** Queues a callback that looks whether it comes in order, late enough and under the BQL. */
  private void post() {
    int number = ++posted;
    List<Open> open = new ArrayList<>();
    for (Witness reader : rig().witnesses) {
      long section = reader.section();
      if (section % 2 == 1) {
        open.add(new Open(reader, section));
      }
    }
    rig().vm.rcu().callRcu(worker -> run(worker, number, open));
  }

  private record Open(Witness reader, long section) {}

  private void run(QemuThread worker, int number, List<Open> open) {
    if (number != lastRun + 1) {
      wrong("callback " + number + " of a thread ran after its callback " + lastRun);
    }
    lastRun = number;
    if (!worker.holdsBql()) {
      wrong("a callback ran without the BQL");
    }
    for (Open one : open) {
      if (one.reader().section() == one.section()) {
        rig()
            .findings
            .saw(
                Promise.NO_USE_AFTER_FREE,
                ViolationKind.USE_AFTER_FREE,
                Activity.RCU,
                "a callback ran before a read section had ended that was open when it was queued");
      }
    }
  }

  private void wrong(String what) {
    rig().findings.saw(Promise.NO_LOST_CALLBACK, ViolationKind.LOST_CALLBACK, Activity.RCU, what);
  }
}
