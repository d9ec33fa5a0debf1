package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One execution of a litmus test over an RCU domain: its variables, threads and registers. */
final class RcuLitmus {
  /** Which RCU a test runs over. */
  enum Model {
    SPEC,
    FULL,
    FAST_MEMBARRIER,
    FAST_FENCED;

    private RcuDomain domain(Bql bql) {
      return switch (this) {
        case SPEC -> new SpecRcu(bql);
        case FULL -> new QemuRcu(bql, Batching.PROMPT);
        case FAST_MEMBARRIER ->
            new FastRcu(bql, Batching.PROMPT, AsymmetricBarrier.membarrier(() -> {}));
        case FAST_FENCED -> new FastRcu(bql, Batching.PROMPT, AsymmetricBarrier.fenced());
      };
    }
  }

  /** What a thread of a test does. */
  static final class Role {
    private final RcuLitmus litmus;
    private final QemuThread self;

    private Role(RcuLitmus litmus, QemuThread self) {
      this.litmus = litmus;
      this.self = self;
    }

    Role lock() {
      self.rcu().lock();
      return this;
    }

    Role unlock() {
      self.rcu().unlock();
      return this;
    }

    Role write(Cell cell, int value) {
      cell.set(value);
      return this;
    }

    Role read(String register, Cell cell) {
      litmus.log.say(register + "=" + cell.get());
      return this;
    }

    /** A grace period, unless the test leaves it out. */
    Role synchronize() {
      if (litmus.waits) {
        litmus.rcu.synchronize(self);
      }
      return this;
    }

    /** A write after a grace period, or at once. */
    Role call(Cell cell, int value) {
      if (litmus.waits) {
        litmus.rcu.callRcu(worker -> cell.set(value));
      } else {
        cell.set(value);
      }
      return this;
    }

    Role drain() {
      litmus.rcu.drain(self);
      return this;
    }

    Role takeBql() {
      litmus.bql.lock(self, "litmus");
      return this;
    }

    Role dropBql() {
      litmus.bql.unlock(self);
      return this;
    }
  }

  final Cell x = new Cell();
  final Cell y = new Cell();
  final Cell z = new Cell();
  final Cell a = new Cell();
  final Cell b = new Cell();
  final Cell c = new Cell();

  /** What pointers point to: 0 is none. */
  final Cell[] objects = {new Cell(), new Cell(), new Cell()};

  /** Points to the first object. */
  final Cell pointer = new Cell();

  /** Points from the first object to the second. */
  final Cell next = new Cell();

  private final Bql bql = new Bql(LockObserver.NONE);
  private final Log log = new Log();
  private final RcuDomain rcu;
  private final boolean waits;
  private final List<Runnable> starts = new ArrayList<>();

  private RcuLitmus(Model model, boolean waits) {
    this.rcu = model.domain(bql);
    this.waits = waits;
    pointer.set(1);
    next.set(2);
  }

  /** A program; {@code waits} false leaves the grace periods out, as a control. */
  static Program program(Model model, boolean waits, Consumer<RcuLitmus> test) {
    return () -> {
      RcuLitmus litmus = new RcuLitmus(model, waits);
      test.accept(litmus);
      litmus.starts.forEach(Runnable::run);
      return litmus.log;
    };
  }

  /** Adds a thread. */
  RcuLitmus thread(Consumer<Role> body) {
    QemuThread self = rcu.attach("P" + starts.size());
    starts.add(
        () -> Seam.thread(self.name(), false, () -> body.accept(new Role(this, self))).start());
    return this;
  }

  /** Starts the thread that runs callbacks. */
  RcuLitmus worker() {
    QemuThread worker = rcu.attach("call_rcu");
    rcu.start(() -> worker);
    return this;
  }

  /** Reports a final value. */
  RcuLitmus last(String name, Cell cell) {
    log.finals(() -> name + "=" + cell.peek());
    return this;
  }

  /** Reports the final values of both variables. */
  RcuLitmus lastOfBoth() {
    log.finals(() -> "x=" + x.peek() + " y=" + y.peek());
    return this;
  }

  /** Reads through a pointer: the value of the object it points to. */
  void follow(Role thread, Cell pointer) {
    int object = pointer.get();
    log.say("p=" + object);
    thread.read("v", objects[object]);
  }
}
