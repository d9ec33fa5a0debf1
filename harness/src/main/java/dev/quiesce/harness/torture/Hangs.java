package dev.quiesce.harness.torture;

import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SelfDeadlock;
import dev.quiesce.harness.result.ViolationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The hangs that a strategy declares, each brought about once on a machine of its own, after the
 * load: a control that does not hang where it must is no control.
 */
final class Hangs {
  /** What can be brought about here. */
  static final List<Activity> TRIED =
      List.of(
          Activity.UPDATE,
          Activity.UPDATE_IN_SECTION,
          Activity.UPDATE_IN_RCU_CALLBACK,
          Activity.MMIO,
          Activity.STOP_HINTS);

  /** Threads that wait after that wait for each other: none of them has anything else to do. */
  private static final long PATIENCE_MS = 1500;

  private final Terms terms;
  private final Function<Vm, Protocol> protocol;
  private final Findings findings;
  private final Totals totals;
  private final LockOrder locks;

  Hangs(
      Terms terms,
      Function<Vm, Protocol> protocol,
      Findings findings,
      Totals totals,
      LockOrder locks) {
    this.terms = terms;
    this.protocol = protocol;
    this.findings = findings;
    this.totals = totals;
    this.locks = locks;
  }

  void tryDeclared() throws InterruptedException {
    for (Activity activity : TRIED) {
      if (terms.hangs(activity)) {
        totals.count("declared hangs tried", 1);
        attempt(activity);
      }
    }
  }

  private void attempt(Activity activity) throws InterruptedException {
    Rig rig =
        new Rig(
            protocol,
            HeapMode.QUARANTINE,
            terms,
            findings,
            Randomness.of(0, activity.label()),
            false,
            locks);
    switch (activity) {
      case UPDATE -> plain(rig);
      case UPDATE_IN_SECTION -> inSection(rig);
      case UPDATE_IN_RCU_CALLBACK -> inRcuCallback(rig);
      case MMIO -> mmio(rig);
      default -> stopHints(rig);
    }
  }

  private static Registered victim(Rig rig, QemuThread self) {
    Registration victim =
        new Registration(rig, new Element(rig::called, 100, false, Set.of()), OwnerKind.HEAP);
    victim.register(self, 0);
    return victim.registered();
  }

  private static void unregister(Rig rig, QemuThread self, Registered victim) {
    Unregistration unused = rig.memory.unregisterWithoutFail(self, victim.listener());
    rig.memory.release(self, victim.owner());
  }

  private void plain(Rig rig) throws InterruptedException {
    run(
        rig,
        Activity.UPDATE,
        List.of(
            self -> {
              rig.vm.bql().lock(self, "main");
              unregister(rig, self, victim(rig, self));
              rig.vm.bql().unlock(self);
            }));
  }

  private void inSection(Rig rig) throws InterruptedException {
    run(
        rig,
        Activity.UPDATE_IN_SECTION,
        List.of(
            self -> {
              rig.vm.bql().lock(self, "pio");
              Registered victim = victim(rig, self);
              self.enterSection();
              unregister(rig, self, victim);
              self.leaveSection();
              rig.vm.bql().unlock(self);
            }));
  }

  private void inRcuCallback(Rig rig) throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    run(
        rig,
        Activity.UPDATE_IN_RCU_CALLBACK,
        List.of(
            self -> {
              rig.vm.bql().lock(self, "finalize");
              Registered victim = victim(rig, self);
              rig.vm.bql().unlock(self);
              rig.vm.rcu().callRcu(worker -> finalizer(rig, worker, victim, ran));
              await(ran);
            }));
  }

  private void finalizer(Rig rig, QemuThread worker, Registered victim, CountDownLatch ran) {
    try {
      unregister(rig, worker, victim);
    } catch (SelfDeadlock e) {
      saw(Activity.UPDATE_IN_RCU_CALLBACK, ViolationKind.SELF_DEADLOCK, e);
    } finally {
      ran.countDown();
    }
  }

  private void mmio(Rig rig) throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    run(
        rig,
        Activity.MMIO,
        List.of(
            self -> {
              rig.vm.bql().lock(self, "main");
              Registered victim = victim(rig, self);
              locked.countDown();
              await(inside);
              unregister(rig, self, victim);
              rig.vm.bql().unlock(self);
            },
            self -> {
              await(locked);
              self.enterSection();
              inside.countDown();
              rig.vm.bql().lock(self, "mmio");
              rig.vm.bql().unlock(self);
              self.leaveSection();
            }));
  }

  private void stopHints(Rig rig) throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch hinting = new CountDownLatch(1);
    run(
        rig,
        Activity.STOP_HINTS,
        List.of(
            self -> {
              rig.vm.bql().lock(self, "main");
              locked.countDown();
              await(hinting);
              rig.freePage.lock();
              rig.freePage.unlock();
              rig.vm.bql().unlock(self);
            },
            self -> {
              await(locked);
              DirtyClear clear = rig.memory.dirtyClear(self);
              rig.freePage.lock();
              hinting.countDown();
              clear.run(rig.ram, 0, Rig.RAM_BYTES);
              rig.freePage.unlock();
            }));
  }

  private void run(Rig rig, Activity activity, List<Consumer<QemuThread>> scripts)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    scripts.forEach(script -> threads.add(thread(rig, activity, threads.size(), script)));
    threads.forEach(Thread::start);
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    for (Thread thread : threads) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
    List<String> stuck = threads.stream().filter(Hangs::waits).map(Thread::getName).toList();
    if (!stuck.isEmpty()) {
      findings.saw(
          Promise.NO_DEADLOCK,
          ViolationKind.DEADLOCK,
          activity,
          "threads wait for one another:\n" + Stacks.of(stuck));
    }
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING, BLOCKED -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }

  private Thread thread(Rig rig, Activity activity, int number, Consumer<QemuThread> script) {
    String name = activity.label() + " " + number;
    Thread thread =
        new Thread(
            () -> {
              QemuThread self = rig.enlist(name);
              try {
                script.accept(self);
                rig.dismiss(self);
              } catch (SelfDeadlock e) {
                saw(activity, ViolationKind.SELF_DEADLOCK, e);
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  private void saw(Activity activity, ViolationKind kind, SelfDeadlock diagnosis) {
    findings.saw(Promise.NO_DEADLOCK, kind, activity, String.valueOf(diagnosis.getMessage()));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts here", e);
    }
  }
}
