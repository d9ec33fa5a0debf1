package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reduced search must see every outcome that the unreduced one sees. */
@Tag("controlled")
final class DporEquivalenceTest {
  private static final int NO_BOUND = Integer.MAX_VALUE;

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("store buffering", (Program) DporEquivalenceTest::storeBuffering),
        Arguments.of("two locks in opposite order", (Program) DporEquivalenceTest::oppositeLocks),
        Arguments.of(
            "two locks, and a third thread", (Program) DporEquivalenceTest::oppositeLocksAndThird),
        Arguments.of(
            "outer locks before the cycle", (Program) DporEquivalenceTest::nestedOppositeLocks),
        Arguments.of("counter under a lock", (Program) DporEquivalenceTest::lockedCounter),
        Arguments.of("lost wake-up", (Program) DporEquivalenceTest::lostWakeUp),
        Arguments.of("two setters, one waiter", (Program) DporEquivalenceTest::twoSetters),
        Arguments.of("three writers", (Program) DporEquivalenceTest::threeWriters));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void dpor_anyProgram_seesTheOutcomesOfUnboundedSearch(String name, Program program) {
    Set<String> all = Litmus.outcomes(program, new BoundedSearch(NO_BOUND));
    assertThat(Litmus.outcomes(program, new DporSearch())).as(name).isEqualTo(all);
  }

  private static Observer storeBuffering() {
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

  private static Observer oppositeLocks() {
    Mutex a = Seam.mutex("A");
    Mutex b = Seam.mutex("B");
    both("t1", a, b);
    both("t2", b, a);
    return new Log();
  }

  private static Observer oppositeLocksAndThird() {
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

  private static Observer nestedOppositeLocks() {
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

  private static Observer lockedCounter() {
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

  private static Observer lostWakeUp() {
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

  private static Observer twoSetters() {
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

  private static Observer threeWriters() {
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
}
