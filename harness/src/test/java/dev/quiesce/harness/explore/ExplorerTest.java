package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamThread;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an explorer promises beside completeness, which {@link DporEquivalenceTest} tests. */
@Tag("controlled")
@Timeout(120)
final class ExplorerTest {
  private static final ExplorationBudget EVERYTHING =
      new ExplorationBudget(2, Long.MAX_VALUE, Long.MAX_VALUE, 1, 200);

  private final List<Schedule> schedules = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();

  private Exploration explore(Program program, ExplorationBudget budget) {
    try (Explorer explorer = new Explorer()) {
      return explorer.explore(
          program,
          MemorySemantics.SC,
          budget,
          (observer, schedule) -> {
            schedules.add(schedule);
            outcomes.add(((Log) observer).outcome());
          });
    }
  }

  private static Explanation explain(Program program, int... choices) {
    try (Explorer explorer = new Explorer()) {
      return explorer.explain(program, MemorySemantics.SC, new Schedule(choices), 200);
    }
  }

  private static String outcome(Explanation explanation) {
    return ((Log) explanation.observer()).outcome();
  }

  private static Observer storeBuffering() {
    Log log = new Log();
    Cell x = new Cell();
    Cell y = new Cell();
    crossing("a", x, y, log);
    crossing("b", y, x, log);
    return log;
  }

  private static void crossing(String name, Cell mine, Cell other, Log log) {
    Litmus.thread(
        name,
        () -> {
          mine.set(1);
          log.say(name + " reads " + other.get());
        });
  }

  @Test
  void boundedSearch_withMorePreemptions_seesMore() {
    Set<String> none = Litmus.outcomes(ExplorerTest::storeBuffering, new BoundedSearch(0));
    Set<String> one = Litmus.outcomes(ExplorerTest::storeBuffering, new BoundedSearch(1));
    Set<String> two = Litmus.outcomes(ExplorerTest::storeBuffering, new BoundedSearch(2));
    Set<String> all = Litmus.outcomes(ExplorerTest::storeBuffering, new DporSearch());
    assertThat(none)
        .containsExactlyInAnyOrder(
            "quiescent[a reads 0, b reads 1]", "quiescent[a reads 1, b reads 0]");
    assertThat(one).containsAll(none).contains("quiescent[a reads 1, b reads 1]");
    assertThat(two).containsAll(one);
    assertThat(all).isEqualTo(two).doesNotContain("quiescent[a reads 0, b reads 0]");
  }

  /** A wait without a loop around it, and one with. */
  private static Observer waiters() {
    Log log = new Log();
    Cell ready = new Cell();
    Event event = Seam.event("ready", false);
    Litmus.thread(
        "once",
        () -> {
          event.await();
          log.say("once sees " + ready.get());
        });
    Litmus.thread(
        "loop",
        () -> {
          do {
            event.await();
          } while (ready.get() == 0);
          log.say("loop sees " + ready.get());
        });
    Litmus.thread(
        "setter",
        () -> {
          ready.set(1);
          event.set();
        });
    return log;
  }

  @Test
  void wait_whenItMayWakeUpSpuriously_needsALoop() {
    Set<String> never = Litmus.outcomes(ExplorerTest::waiters, new DporSearch());
    assertThat(never).containsExactly("quiescent[loop sees 1, once sees 1]");
    MemorySemantics spurious = new MemorySemantics(false, Set.of(), 1);
    assertThat(Litmus.outcomes(ExplorerTest::waiters, new DporSearch(), spurious))
        .isEqualTo(Litmus.outcomes(ExplorerTest::waiters, new SleepSets(), spurious))
        .containsExactlyInAnyOrder(
            "quiescent[loop sees 1, once sees 0]", "quiescent[loop sees 1, once sees 1]");
  }

  @Test
  void boundedSearch_withoutPreemptions_stillSwitchesWhereATaskBlocks() {
    Program program =
        () -> {
          Log log = new Log();
          Event ready = Seam.event("ready", false);
          Litmus.thread(
              "waiter",
              () -> {
                ready.await();
                log.say("woken");
              });
          Litmus.thread("setter", ready::set);
          return log;
        };
    assertThat(Litmus.outcomes(program, new BoundedSearch(0))).containsExactly("quiescent[woken]");
  }

  @Test
  void explore_ofASmallProgram_isExhaustedAndShowsShortSchedulesFirst() {
    Exploration exploration = explore(ExplorerTest::storeBuffering, EVERYTHING);
    assertThat(exploration.exhausted()).isTrue();
    assertThat(exploration.bound()).isEqualTo("dpor");
    assertThat(exploration.executions() + exploration.pruned()).isEqualTo(schedules.size());
    assertThat(exploration.rechecked()).isPositive();
    assertThat(schedules.get(0).switches()).isEqualTo(1);
  }

  @Test
  void explore_withASmallBudget_saysWhatItReached() {
    Exploration none =
        explore(ExplorerTest::storeBuffering, new ExplorationBudget(1, Long.MAX_VALUE, 1, 1, 200));
    assertThat(none.exhausted()).isFalse();
    assertThat(none.bound()).isEqualTo("none");
    Exploration zero =
        explore(ExplorerTest::storeBuffering, new ExplorationBudget(0, Long.MAX_VALUE, 6, 1, 200));
    assertThat(zero.exhausted()).isFalse();
    assertThat(zero.bound()).isEqualTo("preemptions<=0");
  }

  /** A wait shows in some of the equivalent schedules only. */
  @Test
  void explore_withPreemptions_meetsWaitsThatTheReducedSearchDoesNot() {
    Program program =
        () -> {
          Mutex mutex = Seam.mutex("M");
          WaitLog log = new WaitLog();
          for (String name : new String[] {"first", "second"}) {
            Litmus.thread(
                name,
                () -> {
                  mutex.lock();
                  mutex.unlock();
                });
          }
          return log;
        };
    assertThat(waits(program, -1)).isEmpty();
    assertThat(waits(program, 1)).containsExactlyInAnyOrder("first", "second");
  }

  private static Set<String> waits(Program program, int preemptions) {
    Set<String> waits = new TreeSet<>();
    try (Explorer explorer = new Explorer()) {
      Exploration exploration =
          explorer.explore(
              program,
              MemorySemantics.SC,
              new ExplorationBudget(preemptions, Long.MAX_VALUE, Long.MAX_VALUE, 1, 200),
              (observer, schedule) -> waits.addAll(((WaitLog) observer).waits));
      assertThat(exploration.exhausted()).isTrue();
    }
    return waits;
  }

  /** Notes who waits. */
  private static final class WaitLog extends Log {
    private final List<String> waits = new ArrayList<>();

    @Override
    public void blocked(TaskInfo task, Supplier<String> operation, List<TaskInfo> holders) {
      waits.add(task.name());
    }
  }

  @Test
  void deadlock_ofTwoLocks_namesWhoWaitsForWhat() {
    Program program =
        () -> {
          Mutex bql = Seam.mutex("BQL");
          Mutex page = Seam.mutex("page_lock");
          inOrder("main", bql, page);
          inOrder("vcpu", page, bql);
          return new Log();
        };
    assertThat(Litmus.outcomes(program, new DporSearch()))
        .containsExactlyInAnyOrder(
            "quiescent[]",
            "deadlock [main waits at: lock page_lock (held by vcpu),"
                + " vcpu waits at: lock BQL (held by main)][]");
  }

  private static void inOrder(String name, Mutex first, Mutex second) {
    Litmus.thread(
        name,
        () -> {
          first.lock();
          second.lock();
          second.unlock();
          first.unlock();
        });
  }

  @Test
  void deadlock_onEventJoinAndGracePeriod_namesEach() {
    Program program =
        () -> {
          SpecRcu rcu = new SpecRcu(new Bql(LockObserver.NONE));
          QemuThread reader = rcu.attach("reader");
          QemuThread updater = rcu.attach("updater");
          Event never = Seam.event("what never comes", false);
          reader.rcu().lock();
          SeamThread stuck = Seam.thread("reader", false, never::await);
          stuck.start();
          Litmus.thread("updater", () -> rcu.synchronize(updater));
          Litmus.thread("parent", stuck::join);
          return new Log();
        };
    assertThat(Litmus.outcomes(program, new DporSearch()))
        .containsExactly(
            "deadlock [parent waits at: join reader,"
                + " reader waits at: await what never comes,"
                + " updater waits at: grace period ends (a read section of reader)][]");
  }

  @Test
  void deadlock_whenOnlyADaemonWaits_isNone() {
    Program program =
        () -> {
          Event never = Seam.event("work", false);
          Seam.thread("worker", true, never::await).start();
          Litmus.thread("main", () -> {});
          return new Log();
        };
    assertThat(Litmus.outcomes(program, new DporSearch())).containsExactly("quiescent[]");
  }

  @Test
  void livelock_pastTheBoundOnSteps_isReported() {
    Program program =
        () -> {
          Cell flag = new Cell();
          Litmus.thread(
              "spinner",
              () -> {
                while (flag.get() == 0) {
                  Thread.onSpinWait();
                }
              });
          return new Log();
        };
    assertThat(outcome(explain(program))).isEqualTo("livelock after 200[]");
  }

  @Test
  void exception_inATask_isTheFaultAndReleasesItsMutexes() {
    assertThat(Litmus.outcomes(WaitingPrograms::exceptionWithLock, new DporSearch()))
        .containsExactly("thrower fault on purpose[other got it]");
  }

  @Test
  void mutex_misused_isAFaultOfTheMisuser() {
    Program twice =
        () -> {
          Mutex mutex = Seam.mutex("M");
          Litmus.thread(
              "greedy",
              () -> {
                mutex.lock();
                mutex.lock();
              });
          return new Log();
        };
    assertThat(outcome(explain(twice))).contains("greedy fault M is taken twice by greedy");
    Program foreign =
        () -> {
          Mutex mutex = Seam.mutex("M");
          Litmus.thread("thief", mutex::unlock);
          return new Log();
        };
    assertThat(outcome(explain(foreign))).contains("thief fault M is released by thief");
  }

  @Test
  void explain_twice_givesTheSameTable() {
    explore(ExplorerTest::storeBuffering, EVERYTHING);
    for (int i = 0; i < schedules.size(); i++) {
      if (!outcomes.get(i).matches(".*a reads.*b reads.*")) {
        // It was cut short, and is continued when it is run again.
        continue;
      }
      Schedule schedule = schedules.get(i);
      try (Explorer explorer = new Explorer()) {
        Explanation first =
            explorer.explain(ExplorerTest::storeBuffering, MemorySemantics.SC, schedule, 200);
        Explanation second =
            explorer.explain(ExplorerTest::storeBuffering, MemorySemantics.SC, schedule, 200);
        assertThat(second.rows()).isEqualTo(first.rows());
        assertThat(second.rows().hashCode()).isEqualTo(first.rows().hashCode());
        assertThat(outcome(second)).isEqualTo(outcomes.get(i));
      }
    }
  }

  @Test
  void explain_aScheduleThatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> explain(ExplorerTest::storeBuffering, 0, 7))
        .isInstanceOf(Nondeterminism.class)
        .hasMessageContaining("step 2 of the schedule is task 7");
  }

  @Test
  void explain_aScheduleTooLong_isRefused() {
    int[] tooLong = new int[40];
    assertThatThrownBy(() -> explain(ExplorerTest::storeBuffering, tooLong))
        .isInstanceOf(Nondeterminism.class)
        .hasMessageContaining("cannot act there");
  }

  @Test
  void explain_aScheduleLongerThanTheExecution_isRefused() {
    Program one =
        () -> {
          Litmus.thread("only", () -> {});
          return new Log();
        };
    // It begins and ends; then nothing is left to choose.
    assertThatThrownBy(() -> explain(one, 0, 0, 0)).isInstanceOf(Nondeterminism.class);
  }
}
