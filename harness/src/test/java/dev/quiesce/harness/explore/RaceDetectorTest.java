package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.QTailQ;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.explore.Litmus.Cell;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which pairs of accesses are races, and which edges order them: one program a rule. */
@Tag("controlled")
final class RaceDetectorTest {
  private static final IntField<Cell> VALUE = Cell.VALUE;
  private static final ExplorationBudget ALL =
      new ExplorationBudget(-1, Long.MAX_VALUE, Long.MAX_VALUE, 1, Litmus.MAX_STEPS);

  /** Which RCU a test runs over. */
  enum Rcu {
    SPEC,
    FULL;

    RcuDomain domain() {
      Bql bql = new Bql(LockObserver.NONE);
      return this == SPEC ? new SpecRcu(bql) : new QemuRcu(bql, Batching.PROMPT);
    }
  }

  /** Keeps the races of one execution. */
  private static final class Races implements Observer {
    private final Set<String> seen = new TreeSet<>();
    private boolean shared;

    @Override
    public void shared() {
      shared = true;
    }

    @Override
    public void race(DataRace race) {
      seen.add(text(race.first()) + ", " + text(race.second()));
    }

    private static String text(DataRace.Access access) {
      return access.mode() + (access.write() ? " write" : " read");
    }

    @Override
    public void step(int number) {}

    @Override
    public void marked(TaskInfo task, Marker marker) {}

    @Override
    public void freed(TaskInfo task, Lifetime lifetime) {}

    @Override
    public void blocked(TaskInfo task, Supplier<String> operation, List<TaskInfo> holders) {}

    @Override
    public void fault(TaskInfo task, Throwable fault) {
      throw new AssertionError(fault);
    }

    @Override
    public void deadlock(List<Waiting> waiting) {}

    @Override
    public void livelock(int steps) {}

    @Override
    public void quiescent() {}
  }

  private static Program program(Runnable setUp) {
    return () -> {
      setUp.run();
      return new Races();
    };
  }

  /** The races of every schedule. */
  private static Set<String> races(MemorySemantics memory, Runnable setUp) {
    Set<String> all = new TreeSet<>();
    try (Explorer explorer = new Explorer()) {
      Exploration exploration =
          explorer.explore(
              program(setUp),
              memory,
              ALL,
              (observer, schedule) -> all.addAll(((Races) observer).seen));
      assertThat(exploration.exhausted()).isTrue();
    }
    return all;
  }

  private static Set<String> races(Runnable setUp) {
    return races(MemorySemantics.SC, setUp);
  }

  private static void thread(String name, Runnable body) {
    Litmus.thread(name, body);
  }

  /** One writes and the other reads, with nothing between them. */
  private static Runnable pair(ObjIntConsumer<Cell> write, ToIntFunction<Cell> read) {
    return () -> {
      Cell x = new Cell();
      thread("a", () -> write.accept(x, 1));
      thread(
          "b",
          () -> {
            int unused = read.applyAsInt(x);
          });
    };
  }

  @Test
  void unorderedPair_withAPlainSideAndAWrite_races() {
    assertThat(races(pair(VALUE::setPlain, VALUE::getPlain)))
        .containsExactly("PLAIN read, PLAIN write", "PLAIN write, PLAIN read");
    assertThat(races(pair(VALUE::setOpaque, VALUE::getPlain))).contains("OPAQUE write, PLAIN read");
    assertThat(races(pair(VALUE::setRelease, VALUE::getPlain)))
        .contains("PLAIN read, RELEASE write");
    assertThat(races(pair(VALUE::setPlain, VALUE::getVolatile)))
        .contains("PLAIN write, VOLATILE read");
    assertThat(races(pair((x, v) -> VALUE.getAndAdd(x, v), VALUE::getPlain))).isNotEmpty();
  }

  @Test
  void unorderedPair_ofMarkedAccesses_doesNotRace() {
    assertThat(races(pair(VALUE::setOpaque, VALUE::getOpaque))).isEmpty();
    assertThat(races(pair(VALUE::setOpaque, VALUE::getAcquire))).isEmpty();
    assertThat(races(pair((x, v) -> VALUE.getAndAdd(x, v), VALUE::getOpaque))).isEmpty();
  }

  @Test
  void unorderedPair_ofReads_doesNotRace() {
    assertThat(races(pair((x, v) -> VALUE.getPlain(x), VALUE::getPlain))).isEmpty();
  }

  @Test
  void unorderedPair_ofPlainWrites_races() {
    assertThat(races(pair(VALUE::setPlain, x -> set(x, 2)))).isNotEmpty();
  }

  private static int set(Cell x, int value) {
    VALUE.setPlain(x, value);
    return value;
  }

  /** Message passing: what is written plainly before a flag is read plainly after it. */
  private static Runnable messagePassing(ObjIntConsumer<Cell> raise, ToIntFunction<Cell> look) {
    return () -> {
      Cell data = new Cell();
      Cell flag = new Cell();
      thread(
          "a",
          () -> {
            data.set(1);
            raise.accept(flag, 1);
          });
      thread(
          "b",
          () -> {
            if (look.applyAsInt(flag) != 0) {
              int unused = data.get();
            }
          });
    };
  }

  @Test
  void messagePassing_fromReleaseToAcquire_doesNotRace() {
    assertThat(races(messagePassing(VALUE::setRelease, VALUE::getAcquire))).isEmpty();
    assertThat(races(messagePassing(VALUE::setVolatile, VALUE::getVolatile))).isEmpty();
    assertThat(races(messagePassing((x, v) -> VALUE.getAndAdd(x, v), VALUE::getAcquire))).isEmpty();
    assertThat(races(messagePassing(VALUE::setRelease, x -> VALUE.getAndAdd(x, 0)))).isEmpty();
  }

  @Test
  void messagePassing_withAnOpaqueOrPlainSide_races() {
    assertThat(races(messagePassing(VALUE::setOpaque, VALUE::getAcquire)))
        .containsExactly("PLAIN write, PLAIN read");
    assertThat(races(messagePassing(VALUE::setRelease, VALUE::getOpaque)))
        .containsExactly("PLAIN write, PLAIN read");
    assertThat(races(messagePassing(VALUE::setPlain, VALUE::getAcquire)))
        .contains("PLAIN write, PLAIN read", "PLAIN write, ACQUIRE read");
  }

  @Test
  void messagePassing_withFencesAroundOpaqueAccesses_doesNotRace() {
    ObjIntConsumer<Cell> raise =
        (x, v) -> {
          Seam.fullFence("raise");
          VALUE.setOpaque(x, v);
        };
    ToIntFunction<Cell> look =
        x -> {
          int value = VALUE.getOpaque(x);
          Seam.fullFence("look");
          return value;
        };
    assertThat(races(messagePassing(raise, look))).isEmpty();
    assertThat(races(messagePassing(raise, VALUE::getOpaque))).isNotEmpty();
    assertThat(races(new MemorySemantics(false, Set.of("raise")), messagePassing(raise, look)))
        .isNotEmpty();
  }

  @Test
  void messagePassing_whenTheReleasedValueIsOverwritten_races() {
    Runnable overwritten =
        () -> {
          Cell data = new Cell();
          Cell flag = new Cell();
          thread(
              "a",
              () -> {
                data.set(1);
                VALUE.setRelease(flag, 1);
              });
          thread("b", () -> VALUE.setOpaque(flag, 2));
          thread(
              "c",
              () -> {
                if (VALUE.getAcquire(flag) == 2) {
                  int unused = data.get();
                }
              });
        };
    assertThat(races(overwritten)).isNotEmpty();
  }

  @Test
  void accessesUnderOneMutex_doNotRaceAndUnderTwoDo() {
    Function<Boolean, Runnable> program =
        one ->
            () -> {
              Cell x = new Cell();
              Mutex first = Seam.mutex("first");
              Mutex second = one ? first : Seam.mutex("second");
              thread("a", () -> locked(first, () -> x.set(1)));
              thread("b", () -> locked(second, () -> x.set(2)));
            };
    assertThat(races(program.apply(true))).isEmpty();
    assertThat(races(program.apply(false))).isNotEmpty();
  }

  private static void locked(Mutex mutex, Runnable body) {
    mutex.lock();
    body.run();
    mutex.unlock();
  }

  @Test
  void event_ordersWhatComesBeforeItsSettingBeforeWhatFollowsTheWait() {
    Consumer<Boolean> start =
        waits -> {
          Cell x = new Cell();
          Event event = Seam.event("done", false);
          thread(
              "a",
              () -> {
                x.set(1);
                event.set();
              });
          thread(
              "b",
              () -> {
                if (waits) {
                  event.await();
                }
                int unused = x.get();
              });
        };
    assertThat(races(() -> start.accept(true))).isEmpty();
    assertThat(races(() -> start.accept(false))).isNotEmpty();
  }

  @Test
  void threads_areOrderedAfterTheirStartAndBeforeTheirJoin() {
    assertThat(
            races(
                () -> {
                  Cell x = new Cell();
                  thread(
                      "parent",
                      () -> {
                        x.set(1);
                        var child = Seam.thread("child", false, () -> x.set(2));
                        child.start();
                        child.join();
                        x.set(3);
                      });
                }))
        .isEmpty();
  }

  @Test
  void setUp_happensBeforeEverything() {
    assertThat(
            races(
                () -> {
                  Cell x = new Cell();
                  x.set(1);
                  thread("a", x::get);
                  thread("b", x::get);
                }))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void gracePeriod_ordersTheSectionsItWaitedForBeforeItsEnd(Rcu rcu) {
    assertThat(races(reclaim(rcu, true, true))).isEmpty();
    assertThat(races(reclaim(rcu, true, false))).isNotEmpty();
    assertThat(races(reclaim(rcu, false, true))).isNotEmpty();
  }

  /** A reader that finds x published reads it; the updater unpublishes and overwrites it. */
  private static Runnable reclaim(Rcu model, boolean section, boolean gracePeriod) {
    return () -> {
      RcuDomain rcu = model.domain();
      QemuThread reader = rcu.attach("reader");
      QemuThread updater = rcu.attach("updater");
      Cell pointer = new Cell();
      Cell x = new Cell();
      VALUE.setRelease(pointer, 1);
      thread(
          "reader",
          () -> {
            if (section) {
              reader.rcu().lock();
            }
            if (VALUE.getAcquire(pointer) == 1) {
              int unused = x.get();
            }
            if (section) {
              reader.rcu().unlock();
            }
          });
      thread(
          "updater",
          () -> {
            VALUE.setOpaque(pointer, 0);
            if (gracePeriod) {
              rcu.synchronize(updater);
            }
            x.set(7);
          });
    };
  }

  @ParameterizedTest
  @EnumSource
  void callRcu_ordersItsCallerBeforeItsCallback(Rcu model) {
    assertThat(
            races(
                () -> {
                  RcuDomain rcu = model.domain();
                  QemuThread worker = rcu.attach("call_rcu");
                  Cell x = new Cell();
                  rcu.start(() -> worker);
                  thread(
                      "updater",
                      () -> {
                        x.set(1);
                        rcu.callRcu(self -> x.set(2));
                      });
                }))
        .isEmpty();
  }

  /** A reader walks QEMU's list while an element, filled in before, is inserted. */
  private static Runnable insertion(boolean published, boolean rcuReader) {
    return () -> {
      QTailQ<MemoryListener> list = new QTailQ<>(Storage.permanent("head"), "head");
      MemoryListener listener =
          new MemoryListener(Storage.permanent("owner"), "listener", 0, new NoCallbacks());
      thread(
          "writer",
          () -> {
            listener.addressSpace(null);
            list.insertTail(listener.link(), published);
          });
      thread(
          "reader",
          () -> {
            QTailQLink<MemoryListener> first =
                rcuReader ? list.nextRcu(list.head()) : list.next(list.head());
            if (first != null) {
              AddressSpace unused = Objects.requireNonNull(first.element()).addressSpace();
            }
          });
    };
  }

  @Test
  void insertion_withTheRcuMacros_doesNotRace() {
    assertThat(races(insertion(true, true))).isEmpty();
  }

  @Test
  void insertion_publishedWithAPlainStore_races() {
    assertThat(races(insertion(false, true)))
        .contains("PLAIN write, ACQUIRE read", "PLAIN write, PLAIN read");
  }

  @Test
  void insertion_readWithPlainLoads_races() {
    assertThat(races(insertion(true, false)))
        .contains("PLAIN read, RELEASE write", "PLAIN write, PLAIN read");
  }

  private static final class NoCallbacks implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return false;
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {}
  }

  @Test
  void detector_underStoreBuffers_isOff() {
    assertThat(races(MemorySemantics.TSO, pair(VALUE::setPlain, VALUE::getPlain))).isEmpty();
  }

  @Test
  void shared_whenOrderedTasksMeetAtAPlainField_isToldAndNoRace() {
    Races[] last = new Races[1];
    try (Explorer explorer = new Explorer()) {
      explorer.explore(
          program(messagePassing(VALUE::setRelease, VALUE::getAcquire)),
          MemorySemantics.SC,
          ALL,
          (observer, schedule) -> {
            if (((Races) observer).shared) {
              last[0] = (Races) observer;
            }
          });
    }
    assertThat(last[0]).isNotNull();
    assertThat(last[0].seen).isEmpty();
  }

  @Test
  void report_ofAnExplainedRace_namesBothAccessesWithStepSiteAndValues() {
    String[] report = new String[1];
    Program program =
        () -> {
          Cell x = new Cell();
          thread("writer", () -> x.set(5));
          thread("reader", x::get);
          return new Litmus.Log() {
            @Override
            public void race(DataRace race) {
              report[0] = race.report();
            }
          };
        };
    try (Explorer explorer = new Explorer()) {
      explorer.explain(program, MemorySemantics.SC, new Schedule(new int[] {0, 0, 1, 1}), 100);
    }
    assertThat(report[0].lines().map(String::strip))
        .containsExactly(
            "data race: plain read of Cell#0.value by reader is not ordered after the plain write"
                + " by writer",
            "first  plain write (0 to 5) by writer in step 2",
            "second plain read (5) by reader in step 4");
  }
}
