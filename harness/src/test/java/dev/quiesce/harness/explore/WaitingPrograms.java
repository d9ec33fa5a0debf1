package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamThread;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;

/** Small programs about threads that wait: for locks, events and each other. */
final class WaitingPrograms {
  private WaitingPrograms() {}

  static Observer oppositeLocks() {
    Mutex a = Seam.mutex("A");
    Mutex b = Seam.mutex("B");
    both("t1", a, b);
    both("t2", b, a);
    return new Log();
  }

  static Observer oppositeLocksAndThird() {
    Mutex a = Seam.mutex("A");
    Mutex b = Seam.mutex("B");
    both("t1", a, b);
    both("t2", b, a);
    Litmus.thread(
        "t3",
        () -> {
          b.lock();
          b.unlock();
        });
    return new Log();
  }

  static Observer nestedOppositeLocks() {
    Mutex free = Seam.mutex("free_page_lock");
    Mutex bitmap = Seam.mutex("bitmap_mutex");
    Mutex bql = Seam.mutex("BQL");
    Litmus.thread(
        "balloon",
        () -> {
          free.lock();
          bitmap.lock();
          bql.lock();
          bql.unlock();
          bitmap.unlock();
          free.unlock();
        });
    Litmus.thread(
        "migration",
        () -> {
          bql.lock();
          free.lock();
          free.unlock();
          bql.unlock();
        });
    Litmus.thread(
        "main",
        () -> {
          bql.lock();
          bql.unlock();
        });
    return new Log();
  }

  private static void both(String name, Mutex first, Mutex second) {
    Litmus.thread(
        name,
        () -> {
          first.lock();
          second.lock();
          second.unlock();
          first.unlock();
        });
  }

  static Observer lockedCounter() {
    Log log = new Log();
    Mutex mutex = Seam.mutex("M");
    Cell counter = new Cell();
    for (String name : new String[] {"a", "b", "c"}) {
      Litmus.thread(
          name,
          () -> {
            mutex.lock();
            counter.set(counter.get() + 1);
            log.say(name + " counts " + counter.get());
            mutex.unlock();
          });
    }
    return log;
  }

  static Observer lostWakeUp() {
    Log log = new Log();
    Event event = Seam.event("ready", false);
    Cell flag = new Cell();
    Litmus.thread(
        "waiter",
        () -> {
          event.reset();
          if (flag.get() == 0) {
            event.await();
          }
          log.say("flag " + flag.get());
        });
    Litmus.thread(
        "waker",
        () -> {
          flag.set(1);
          event.set();
        });
    return log;
  }

  static Observer twoSetters() {
    Log log = new Log();
    Event event = Seam.event("ready", false);
    Cell x = new Cell();
    Litmus.thread(
        "s1",
        () -> {
          x.set(1);
          event.set();
        });
    Litmus.thread(
        "s2",
        () -> {
          x.set(2);
          event.set();
        });
    Litmus.thread(
        "waiter",
        () -> {
          event.await();
          log.say("x=" + x.get());
        });
    return log;
  }

  static Observer threeLocks() {
    Mutex bitmap = Seam.mutex("bitmap_mutex");
    Mutex free = Seam.mutex("free_page_lock");
    Mutex bql = Seam.mutex("BQL");
    both("balloon", free, bql);
    Litmus.thread(
        "migration",
        () -> {
          bql.lock();
          free.lock();
          free.unlock();
          bql.unlock();
          Litmus.thread("main", () -> once(bitmap));
        });
    return new Log();
  }

  private static void once(Mutex mutex) {
    mutex.lock();
    mutex.unlock();
  }

  static Observer setResetAwait() {
    Log log = new Log();
    Event event = Seam.event("ready", false);
    Litmus.thread("setter", event::set);
    Litmus.thread("resetter", event::reset);
    Litmus.thread(
        "waiter",
        () -> {
          event.await();
          log.say("woken");
        });
    return log;
  }

  static Observer timedAwait() {
    Log log = new Log();
    Event event = Seam.event("ready", false);
    Litmus.thread("waiter", () -> log.say(event.await(1) ? "was set" : "timed out"));
    Litmus.thread(
        "setter",
        () -> {
          event.set();
          event.reset();
        });
    return log;
  }

  static Observer tryLock() {
    Log log = new Log();
    Mutex mutex = Seam.mutex("M");
    for (String name : new String[] {"a", "b"}) {
      Litmus.thread(
          name,
          () -> {
            boolean held = mutex.tryLock();
            log.say(name + (held ? " held it" : " did not"));
            if (held) {
              mutex.unlock();
            }
          });
    }
    return log;
  }

  static Observer startAndJoin() {
    Log log = new Log();
    Cell x = new Cell();
    Litmus.thread(
        "parent",
        () -> {
          SeamThread child = Seam.thread("child", false, () -> x.set(x.get() + 1));
          child.start();
          log.say("before " + x.get());
          child.join();
          log.say("after " + x.get());
        });
    Litmus.thread("other", () -> x.set(10));
    return log;
  }

  static Observer exceptionWithLock() {
    Log log = new Log();
    Mutex mutex = Seam.mutex("M");
    Litmus.thread(
        "thrower",
        () -> {
          mutex.lock();
          throw new IllegalStateException("on purpose");
        });
    Litmus.thread(
        "other",
        () -> {
          mutex.lock();
          log.say("other got it");
          mutex.unlock();
        });
    return log;
  }
}
