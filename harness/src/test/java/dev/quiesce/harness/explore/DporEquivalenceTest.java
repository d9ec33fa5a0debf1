package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamThread;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.explore.Litmus.Block;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import dev.quiesce.harness.explore.Litmus.Seen;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reduced search must see every trace, hence every outcome, that the unreduced one sees. */
@Tag("controlled")
final class DporEquivalenceTest {
  private static final int NO_BOUND = Integer.MAX_VALUE;
  private static final int RANDOM_PROGRAMS = Integer.getInteger("quiesce.randomPrograms", 300);

  /** Random programs with more traces than that are left out. */
  private static final int RANDOM_CAP = 300;

  static Stream<Arguments> small() {
    return Stream.of(
        Arguments.of("store buffering", (Program) DporEquivalenceTest::storeBuffering),
        Arguments.of("two locks in opposite order", (Program) DporEquivalenceTest::oppositeLocks),
        Arguments.of("three locks, three threads", (Program) DporEquivalenceTest::threeLocks),
        Arguments.of("lost wake-up", (Program) DporEquivalenceTest::lostWakeUp),
        Arguments.of("two setters, one waiter", (Program) DporEquivalenceTest::twoSetters),
        Arguments.of("set, reset and await", (Program) DporEquivalenceTest::setResetAwait),
        Arguments.of("timed await", (Program) DporEquivalenceTest::timedAwait),
        Arguments.of("try lock", (Program) DporEquivalenceTest::tryLock),
        Arguments.of("order of markers", (Program) DporEquivalenceTest::markers),
        Arguments.of("free and access", (Program) DporEquivalenceTest::freeAndAccess),
        Arguments.of("start and join", (Program) DporEquivalenceTest::startAndJoin),
        Arguments.of("exception with a lock", (Program) DporEquivalenceTest::exceptionWithLock),
        Arguments.of("read-modify-writes", (Program) DporEquivalenceTest::atomics),
        Arguments.of("references", (Program) DporEquivalenceTest::references),
        Arguments.of("callbacks that overlap", (Program) DporEquivalenceTest::overlaps),
        Arguments.of("grace period", (Program) () -> gracePeriod(1)));
  }

  static Stream<Arguments> large() {
    return Stream.of(
        Arguments.of(
            "two locks, and a third thread", (Program) DporEquivalenceTest::oppositeLocksAndThird),
        Arguments.of(
            "outer locks before the cycle", (Program) DporEquivalenceTest::nestedOppositeLocks),
        Arguments.of("counter under a lock", (Program) DporEquivalenceTest::lockedCounter),
        Arguments.of("three writers", (Program) DporEquivalenceTest::threeWriters),
        Arguments.of("grace period, two readers", (Program) () -> gracePeriod(2)),
        Arguments.of(
            "grace period, a reader comes back",
            (Program) DporEquivalenceTest::gracePeriodAndReturn),
        Arguments.of(
            "references, the owner's dropped", (Program) DporEquivalenceTest::lastReference),
        Arguments.of("RCU callbacks of two threads", (Program) DporEquivalenceTest::twoQueues),
        Arguments.of("RCU callbacks in order", (Program) DporEquivalenceTest::callbacks));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("small")
  void dpor_smallProgram_seesTheTracesOfUnboundedSearch(String name, Program program) {
    Seen all = Litmus.explore(program, BoundedSearch.plain(NO_BOUND));
    Seen reduced = Litmus.explore(program, new DporSearch());
    assertThat(reduced.traces()).as(name).isEqualTo(all.traces());
    assertThat(reduced.outcomes()).as(name).isEqualTo(all.outcomes());
    assertThat(Litmus.explore(program, new SleepSets()).traces())
        .as("the oracle of the large programs, on " + name)
        .isEqualTo(all.traces());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("large")
  void dpor_largeProgram_seesTheTracesOfSleepSets(String name, Program program) {
    Seen all = Litmus.explore(program, new SleepSets());
    Seen reduced = Litmus.explore(program, new DporSearch());
    assertThat(reduced.traces()).as(name).isEqualTo(all.traces());
    assertThat(reduced.outcomes()).as(name).isEqualTo(all.outcomes());
  }

  /** A state that is not continued again must not hide a trace. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smallAndLarge")
  void boundedSearch_thatRemembersStates_seesTheTracesOfOneThatDoesNot(
      String name, Program program) {
    for (int bound = 0; bound <= 1; bound++) {
      Seen all = Litmus.explore(program, BoundedSearch.plain(bound));
      Seen once = Litmus.explore(program, new BoundedSearch(bound));
      assertThat(once.traces()).as(name).isEqualTo(all.traces());
      assertThat(once.outcomes()).as(name).isEqualTo(all.outcomes());
      assertThat(once.executions()).as(name).isLessThanOrEqualTo(all.executions());
    }
  }

  static Stream<Arguments> smallAndLarge() {
    return Stream.concat(small(), large());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallAndLarge")
  void dpor_underTso_seesTheTracesOfSleepSets(String name, Program program) {
    Seen all = tso(program, new SleepSets());
    Seen reduced = tso(program, new DporSearch());
    assertThat(reduced.traces()).as(name).isEqualTo(all.traces());
    assertThat(reduced.outcomes()).as(name).isEqualTo(all.outcomes());
  }

  @Test
  void sleepSets_underTso_seeTheTracesOfUnboundedSearch() {
    assertThat(tso(DporEquivalenceTest::storeBuffering, new SleepSets()).traces())
        .isEqualTo(
            tso(DporEquivalenceTest::storeBuffering, BoundedSearch.plain(NO_BOUND)).traces());
  }

  private static Seen tso(Program program, Search search) {
    return Litmus.explore(program, search, MemorySemantics.TSO, Long.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void dpor_randomPrograms_seesTheTracesOfSleepSets(Memory memory) {
    for (int seed = 0; seed < RANDOM_PROGRAMS; seed++) {
      Program program = new RandomProgram(seed);
      Seen all = Litmus.explore(program, new SleepSets(), memory.semantics(), RANDOM_CAP);
      if (all.exhausted()) {
        Seen reduced =
            Litmus.explore(program, new DporSearch(), memory.semantics(), 2 * RANDOM_CAP);
        assertThat(reduced.traces()).as("seed " + seed + ": " + program).isEqualTo(all.traces());
      }
    }
  }

  private enum Memory {
    SC,
    TSO;

    MemorySemantics semantics() {
      return this == SC ? MemorySemantics.SC : MemorySemantics.TSO;
    }
  }

  @Test
  void dpor_racyPrograms_metWhatTheyAreAbout() {
    assertThat(outcomes(DporEquivalenceTest::markers)).hasSize(3);
    assertThat(outcomes(DporEquivalenceTest::overlaps)).hasSize(3);
    assertThat(Litmus.explore(DporEquivalenceTest::references, new DporSearch()).executions())
        .isEqualTo(1);
    assertThat(outcomes(DporEquivalenceTest::lastReference))
        .anyMatch(outcome -> outcome.contains("a dropped the last"))
        .anyMatch(outcome -> outcome.contains("b dropped the last"))
        .anyMatch(outcome -> outcome.contains("owner dropped the last"))
        .anyMatch(outcome -> outcome.contains("a came too late"));
    assertThat(outcomes(DporEquivalenceTest::timedAwait))
        .anyMatch(outcome -> outcome.contains("timed out"))
        .anyMatch(outcome -> outcome.contains("was set"));
    assertThat(outcomes(DporEquivalenceTest::freeAndAccess))
        .anyMatch(o -> o.startsWith("quiescent") && o.contains("read 7"))
        .anyMatch(o -> o.startsWith("reader fault use-after-free") && o.contains("read 7"));
    assertThat(outcomes(() -> gracePeriod(2)))
        .allMatch(outcome -> outcome.contains("poisoned after reader1"));
    assertThat(outcomes(DporEquivalenceTest::callbacks))
        .allMatch(outcome -> outcome.contains("12"));
  }

  private static Set<String> outcomes(Program program) {
    return Litmus.outcomes(program, new DporSearch());
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

  private static Observer threeLocks() {
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

  private static Observer setResetAwait() {
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

  private static Observer timedAwait() {
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

  private static Observer tryLock() {
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

  /** Nothing but the order of the markers differs. */
  private static Observer markers() {
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
  private static Observer freeAndAccess() {
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
  private static Observer references() {
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

  private static Observer lastReference() {
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

  private static Observer overlaps() {
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

  private static Observer startAndJoin() {
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

  private static Observer exceptionWithLock() {
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

  private static Observer atomics() {
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
  private static Observer gracePeriod(int readers) {
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
  private static Observer gracePeriodAndReturn() {
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

  private static Observer twoQueues() {
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

  private static Observer callbacks() {
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
