package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two or three threads with a few operations each, made from a seed; the same at every build. */
final class RandomProgram implements Program {
  private static final int MAX_OPERATIONS = 3;

  private enum Kind {
    READ,
    WRITE,
    COMPARE_AND_SET,
    FENCE,
    LOCKED_WRITE,
    NESTED_LOCKS,
    TRY_LOCK,
    SET,
    RESET,
    AWAIT,
    TIMED_AWAIT,
    SECTION,
    SYNCHRONIZE,
    CALL_RCU,
    ENTER,
    EXIT,
    RETURNED,
    REFERENCE,
    DROP
  }

  /** What is done, and to which of two objects. */
  private record Operation(Kind kind, int object) {
    boolean queues() {
      return kind == Kind.CALL_RCU;
    }
  }

  private final List<List<Operation>> threads = new ArrayList<>();

  RandomProgram(long seed) {
    Random random = new Random(seed);
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      List<Operation> operations = new ArrayList<>();
      for (int k = 1 + random.nextInt(MAX_OPERATIONS); k > 0; k--) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        operations.add(new Operation(kind, random.nextInt(2)));
      }
      threads.add(operations);
    }
  }

  @Override
  public String toString() {
    return threads.toString();
  }

  @Override
  public Observer build() {
    Subject subject = new Subject();
    subject.counted[0].set(1);
    subject.counted[1].set(2);
    if (threads.stream().anyMatch(one -> one.stream().anyMatch(Operation::queues))) {
      QemuThread worker = subject.rcu.attach("call_rcu");
      subject.rcu.start(() -> worker);
    }
    for (int i = 0; i < threads.size(); i++) {
      List<Operation> operations = threads.get(i);
      QemuThread self = subject.rcu.attach("t" + i);
      Litmus.thread(self.name(), () -> operations.forEach(one -> subject.execute(self, one)));
    }
    return subject.log;
  }

  private static final class Subject {
    private final Log log = new Log();
    private final Cell[] cells = {new Cell(), new Cell()};
    private final Mutex[] mutexes = {Seam.mutex("A"), Seam.mutex("B")};
    private final Event[] events = {Seam.event("up", true), Seam.event("down", false)};
    private final Cell[] counted = {new Cell(), new Cell()};
    private final SpecRcu rcu = new SpecRcu(new Bql(LockObserver.NONE));

    private void execute(QemuThread self, Operation operation) {
      Cell cell = cells[operation.object];
      Mutex mutex = mutexes[operation.object];
      Event event = events[operation.object];
      switch (operation.kind) {
        case READ -> say(self, cell.get());
        case WRITE -> cell.set(self.name().charAt(1));
        case COMPARE_AND_SET -> say(self, Cell.VALUE.compareAndSet(cell, 0, 1));
        case FENCE -> Seam.fullFence("random");
        case LOCKED_WRITE -> locked(mutex, () -> cell.set(cell.get() + 1));
        case NESTED_LOCKS -> locked(mutex, () -> locked(mutexes[1 - operation.object], () -> {}));
        case TRY_LOCK -> {
          if (mutex.tryLock()) {
            say(self, "locked");
            mutex.unlock();
          }
        }
        case SET -> event.set();
        case RESET -> event.reset();
        case AWAIT -> event.await();
        case TIMED_AWAIT -> say(self, event.await(1));
        case SECTION -> {
          self.rcu().lock();
          say(self, cell.get());
          self.rcu().unlock();
        }
        case SYNCHRONIZE -> rcu.synchronize(self);
        case CALL_RCU -> {
          String name = self.name();
          rcu.callRcu(worker -> log.say("callback of " + name + " sees " + cell.get()));
        }
        case ENTER -> Seam.mark(MarkerKind.CALLBACK_ENTER, cell, null);
        case EXIT -> Seam.mark(MarkerKind.CALLBACK_EXIT, cell, null);
        case RETURNED -> Seam.mark(MarkerKind.UNREGISTER_RETURNED, cell, null);
        case REFERENCE -> {
          if (Cell.VALUE.addReference(counted[operation.object])) {
            drop(self, operation.object);
          } else {
            say(self, "nothing to refer to");
          }
        }
        case DROP -> drop(self, operation.object);
      }
    }

    private void drop(QemuThread self, int object) {
      if (Cell.VALUE.dropReference(counted[object])) {
        say(self, "the last reference " + object);
      }
    }

    private void say(QemuThread self, Object value) {
      log.say(self.name() + " sees " + value);
    }

    private static void locked(Mutex mutex, Runnable body) {
      mutex.lock();
      body.run();
      mutex.unlock();
    }
  }
}
