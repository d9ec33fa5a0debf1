package dev.quiesce.harness.torture;

import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.fork.StackText;
import dev.quiesce.harness.result.ViolationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One machine from its start to its end: periods of load, each ended by a pause in which the books
 * must balance.
 */
final class Round {
  /** A stall in a process with a dozen threads on two CPUs is none before that. */
  private static final Duration STALL = Duration.ofSeconds(5);

  /** Who does not come to the gate for so long hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(5);
  private static final int UPDATERS = 2;
  private static final int FAKE_WRITERS = 2;
  private static final int MOST_VIEWS = 4;

  private final Rig rig;
  private final Pool pool;
  private final Floors floors;
  private final StallWatch watch;
  private int periods;
  private int clean;
  private boolean vacuous;
  private boolean hung;

  Round(Rig rig) {
    this.rig = rig;
    this.pool = new Pool(rig);
    this.floors = new Floors(rig);
    this.watch = new StallWatch(rig.vm.rcu(), STALL);
  }

  /** Runs {@code count} periods of that length; returns early if the subject hangs. */
  void run(int readers, int count, Duration period) throws InterruptedException {
    List<Thread> threads = threads(readers).stream().map(Body::thread).toList();
    threads.forEach(Thread::start);
    for (int i = 0; i < count && !hung; i++) {
      period(period);
    }
    if (!hung && !rig.gate.close(PATIENCE)) {
      hangs("does not end");
    }
    if (!hung) {
      settle();
    }
    watch.close();
  }

  private List<Body> threads(int readers) {
    List<Body> bodies = new ArrayList<>();
    bodies.add(new Walker(rig, "live_migration", Activity.MIGRATION_WALK));
    bodies.add(new Walker(rig, "balloon", Activity.BALLOON_WALK));
    for (int i = 2; i < readers; i++) {
      bodies.add(new Walker(rig, "cpu" + (i - 2), Activity.TLB_WALK));
    }
    bodies.add(new BqlWalker(rig, "main walks", false));
    if (!rig.terms.hangs(Activity.MMIO)) {
      bodies.add(new BqlWalker(rig, "cpu mmio", true));
    }
    for (int i = 0; i < UPDATERS; i++) {
      bodies.add(new Updater(rig, "updater" + i, pool));
    }
    bodies.add(new Migrator(rig, "migrator"));
    bodies.add(new FakeWriter(rig, "ager", List.of(pool)));
    for (int i = 0; i < FAKE_WRITERS; i++) {
      bodies.add(new FakeWriter(rig, "fake writer" + i, List.of()));
    }
    if (rig.faults) {
      bodies.add(new Nemesis(rig, "nemesis", readers));
    }
    return bodies;
  }

  /** Load until the time is over and the floors are reached, and then a pause. */
  private void period(Duration length) throws InterruptedException {
    long before = rig.findings.counting();
    floors.begin();
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < length.toNanos()
        || (!floors.reached() && System.nanoTime() - begin < PATIENCE.toNanos())) {
      Rest.nanos(POLL.toNanos());
    }
    if (!rig.gate.shut(PATIENCE)) {
      hangs("does not come to a pause");
      return;
    }
    periods++;
    vacuous |= !floors.reached();
    balance();
    clean += rig.findings.counting() == before ? 1 : 0;
    rig.gate.open();
  }

  private void hangs(String what) {
    hung = true;
    List<String> names = rig.threads.stream().map(Thread::getName).toList();
    rig.findings.saw(
        Promise.NO_DEADLOCK,
        ViolationKind.DEADLOCK,
        Activity.PAUSE,
        "a thread " + what + ":\n" + Stacks.of(names));
  }

  /** Every thread is paused or gone: lets the callbacks run, and compares the books. */
  private void balance() throws InterruptedException {
    Thread accountant = new Thread(this::account, "accountant");
    accountant.setDaemon(true);
    accountant.start();
    accountant.join(PATIENCE.toMillis());
    if (accountant.isAlive()) {
      hangs("cannot drain the callbacks");
    }
  }

  private void account() {
    QemuThread self = rig.enlist("accountant");
    try {
      // Twice: a callback may release a view, whose free is a callback again.
      rig.vm.rcu().drain(self);
      rig.vm.rcu().drain(self);
      rig.vm.bql().lock(self, "accountant");
      compare();
      rig.vm.bql().unlock(self);
    } finally {
      rig.dismiss(self);
    }
  }

  private void compare() {
    if (rig.memoryFaults.get() > 0) {
      return;
    }
    long freed = rig.accounts.freed.get();
    long live = rig.accounts.allocated.get() - freed - Rig.PERMANENT;
    if (freed != pool.released() || live != pool.occupied()) {
      rig.findings.saw(
          Promise.FREED_EXACTLY_ONCE,
          freed > pool.released() ? ViolationKind.DOUBLE_FREE : ViolationKind.LEAK,
          Activity.PAUSE,
          pool.released()
              + " owners were released and "
              + freed
              + " freed; "
              + pool.occupied()
              + " listeners are registered and "
              + live
              + " owners live");
    }
    if (rig.accounts.views.get() > MOST_VIEWS) {
      rig.findings.saw(
          Promise.FREED_EXACTLY_ONCE,
          ViolationKind.LEAK,
          Activity.PAUSE,
          rig.accounts.views.get() + " flat views live although nobody walks");
    }
  }

  /** The end: every listener goes, the books balance at zero, the call_rcu thread ends. */
  private void settle() throws InterruptedException {
    Thread undertaker = new Thread(this::empty, "undertaker");
    undertaker.setDaemon(true);
    undertaker.start();
    undertaker.join(PATIENCE.toMillis());
    if (undertaker.isAlive()) {
      hangs("cannot unregister at the end");
      return;
    }
    balance();
    if (!hung) {
      try {
        rig.vm.rcu().close();
      } catch (RuntimeException e) {
        rig.findings.saw(
            Promise.NO_DEADLOCK, ViolationKind.EXCEPTION, Activity.PAUSE, StackText.of(e));
      }
    }
  }

  private void empty() {
    QemuThread self = rig.enlist("undertaker");
    Witness witness = rig.witness(self);
    witness.activity(Activity.PAUSE);
    rig.vm.bql().lock(self, "undertaker");
    try {
      pool.empty(self);
    } catch (MemoryFault e) {
      rig.faulted(witness, e);
    } finally {
      rig.vm.bql().unlock(self);
      rig.dismiss(self);
    }
  }

  /** Adds what the round has seen to the run's sums. */
  void addTo(Totals totals) {
    Totals mine = rig.totals();
    totals.add(mine);
    totals.count("grace periods", rig.vm.rcu().progress().completed());
    totals.count("RCU callbacks", rig.vm.rcu().progress().invoked());
    totals.count("stall alarms", watch.alarms());
    totals.count("process pauses", watch.pauses());
    if (rig.vm.rcu().progress().completed() > Rig.BEFORE_WRAP) {
      totals.injected(Fault.COUNTER_WRAP);
    }
  }

  List<String> stalls() {
    return watch.reports();
  }

  int periods() {
    return periods;
  }

  int cleanPeriods() {
    return clean;
  }

  boolean isVacuous() {
    return vacuous;
  }

  boolean isHung() {
    return hung;
  }
}
