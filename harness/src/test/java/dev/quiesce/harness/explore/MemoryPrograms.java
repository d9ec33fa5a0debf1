package dev.quiesce.harness.explore;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.explore.Litmus.Block;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;

/** Small programs about memory, its lifetime, RCU and what markers tell. */
final class MemoryPrograms {
  private MemoryPrograms() {}

  static Observer storeBuffering() {
    Log log = new Log();
    Cell x = new Cell();
    Cell y = new Cell();
    Litmus.thread(
        "a",
        () -> {
          x.set(1);
          log.say("a read y=" + y.get());
        });
    Litmus.thread(
        "b",
        () -> {
          y.set(1);
          log.say("b read x=" + x.get());
        });
    return log;
  }

  static Observer threeWriters() {
    Log log = new Log();
    Cell x = new Cell();
    Cell y = new Cell();
    Litmus.thread(
        "a",
        () -> {
          x.set(1);
          y.set(1);
        });
    Litmus.thread(
        "b",
        () -> {
          y.set(2);
          x.set(2);
        });
    Litmus.thread("c", () -> log.say("c " + x.get() + y.get()));
    return log;
  }

  /** Nothing but the order of the markers differs. */
  static Observer markers() {
    Cell listener = new Cell();
    Litmus.thread(
        "walker",
        () -> {
          Seam.mark(MarkerKind.CALLBACK_ENTER, listener, null);
          Seam.mark(MarkerKind.CALLBACK_EXIT, listener, null);
        });
    Litmus.thread("main", () -> Seam.mark(MarkerKind.UNREGISTER_RETURNED, listener, null));
    return new Log();
  }

  /** After its free the stale value is used, as C would. */
  static Observer freeAndAccess() {
    Log log = new Log();
    Heap heap = new Heap(HeapMode.QUARANTINE, false);
    Block block = heap.allocate("Block", "block", Block.class, Block::new);
    Litmus.thread(
        "reader",
        () -> {
          log.say("read " + Block.VALUE.getPlain(block));
          log.say("went on");
        });
    Litmus.thread("main", () -> heap.free(block));
    return log;
  }

  /** Three hold a reference, one of them the owner's; nobody's is the last. */
  static Observer references() {
    Log log = new Log();
    Cell count = new Cell();
    count.set(1);
    borrow("a", count, log);
    borrow("b", count, log);
    return log.finals(() -> "count " + count.peek());
  }

  private static void borrow(String name, Cell count, Log log) {
    Litmus.thread(
        name,
        () -> {
          if (!Cell.VALUE.addReference(count)) {
            log.say(name + " came too late");
          } else if (Cell.VALUE.dropReference(count)) {
            log.say(name + " dropped the last");
          }
        });
  }

  static Observer lastReference() {
    Log log = new Log();
    Cell count = new Cell();
    count.set(1);
    borrow("a", count, log);
    borrow("b", count, log);
    Litmus.thread(
        "owner",
        () -> {
          if (Cell.VALUE.dropReference(count)) {
            log.say("owner dropped the last");
          }
        });
    return log.finals(() -> "count " + count.peek());
  }

  static Observer overlaps() {
    Cell listener = new Cell();
    for (String name : new String[] {"a", "b"}) {
      Litmus.thread(
          name,
          () -> {
            Seam.mark(MarkerKind.CALLBACK_ENTER, listener, null);
            Seam.mark(MarkerKind.CALLBACK_EXIT, listener, null);
          });
    }
    return new Log();
  }

  static Observer atomics() {
    Log log = new Log();
    Cell x = new Cell();
    Litmus.thread(
        "a",
        () -> {
          log.say("a cas " + Cell.VALUE.compareAndSet(x, 0, 5));
          log.say("a add " + Cell.VALUE.getAndAdd(x, 1));
        });
    Litmus.thread("b", () -> log.say("b swap " + Cell.VALUE.getAndSet(x, 9)));
    return log.finals(() -> "x=" + x.peek());
  }

  /** The first reader is inside its section from the start; the others enter theirs. */
  static Observer gracePeriod(int readers) {
    Log log = new Log();
    SpecRcu rcu = new SpecRcu(new Bql(LockObserver.NONE));
    Cell poison = new Cell();
    for (int i = 1; i <= readers; i++) {
      QemuThread reader = rcu.attach("reader" + i);
      boolean inside = i == 1;
      if (inside) {
        reader.rcu().lock();
      }
      Litmus.thread(
          reader.name(),
          () -> {
            if (!inside) {
              reader.rcu().lock();
            }
            log.say(reader.name() + " reads " + (inside ? poison.get() : "nothing"));
            reader.rcu().unlock();
          });
    }
    QemuThread main = rcu.attach("main");
    Litmus.thread(
        "main",
        () -> {
          rcu.synchronize(main);
          poison.set(1);
        });
    return log.finals(
        () -> log.outcome().contains("reader1 reads 0") ? "poisoned after reader1" : "too early");
  }

  /** A wait for two sections, one of whose readers enters another section meanwhile. */
  static Observer gracePeriodAndReturn() {
    SpecRcu rcu = new SpecRcu(new Bql(LockObserver.NONE));
    QemuThread main = rcu.attach("main");
    for (String name : new String[] {"busy", "slow"}) {
      QemuThread reader = rcu.attach(name);
      reader.rcu().lock();
      Litmus.thread(
          name,
          () -> {
            reader.rcu().unlock();
            if (name.equals("busy")) {
              reader.rcu().lock();
              reader.rcu().unlock();
            }
          });
    }
    Litmus.thread("main", () -> rcu.synchronize(main));
    return new Log();
  }

  static Observer twoQueues() {
    Log log = new Log();
    SpecRcu rcu = new SpecRcu(new Bql(LockObserver.NONE));
    StringBuilder order = new StringBuilder();
    QemuThread worker = rcu.attach("call_rcu");
    rcu.start(() -> worker);
    QemuThread reader = rcu.attach("b");
    Litmus.thread("a", () -> rcu.callRcu(unused -> order.append('a')));
    Litmus.thread(
        "b",
        () -> {
          reader.rcu().lock();
          rcu.callRcu(unused -> order.append('b'));
          reader.rcu().unlock();
        });
    return log.finals(order::toString);
  }

  static Observer callbacks() {
    Log log = new Log();
    SpecRcu rcu = new SpecRcu(new Bql(LockObserver.NONE));
    StringBuilder order = new StringBuilder();
    QemuThread worker = rcu.attach("call_rcu");
    rcu.start(() -> worker);
    Litmus.thread(
        "main",
        () -> {
          rcu.callRcu(unused -> order.append(1));
          rcu.callRcu(unused -> order.append(2));
        });
    return log.finals(order::toString);
  }
}
