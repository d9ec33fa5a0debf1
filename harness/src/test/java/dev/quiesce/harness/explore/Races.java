package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the races of one execution. */
final class Races implements Observer {
  private static final ExplorationBudget ALL =
      new ExplorationBudget(-1, Long.MAX_VALUE, Long.MAX_VALUE, 1, Litmus.MAX_STEPS);

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
  public void fault(TaskInfo task, Throwable fault) {
    throw new AssertionError(fault);
  }

  @Override
  public void deadlock(List<Waiting> waiting) {}

  @Override
  public void livelock(int steps) {}

  @Override
  public void quiescent() {}

  /** The races so far. */
  Set<String> seen() {
    return seen;
  }

  /** Whether two tasks met at a plain field. */
  boolean metAtAField() {
    return shared;
  }

  /** Runs {@code setUp}, watched for races. */
  static Program program(Runnable setUp) {
    return () -> {
      setUp.run();
      return new Races();
    };
  }

  /** The races of every schedule. */
  static Set<String> of(MemorySemantics memory, Runnable setUp) {
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

  /** The races of every schedule under sequential consistency. */
  static Set<String> of(Runnable setUp) {
    return of(MemorySemantics.SC, setUp);
  }
}
