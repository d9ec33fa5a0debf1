package dev.quiesce.harness.explore;

import dev.quiesce.harness.explore.Litmus.Seen;
import dev.quiesce.harness.explore.RcuLitmus.Model;
import dev.quiesce.harness.explore.RcuLitmusTests.Case;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One litmus test over QEMU's algorithm with store buffers, inside a copy of the program that may
 * have a bug planted: takes the beginning of the test's name, says {@code seen}, {@code unseen} or
 * {@code deadlock}, and whether the search was exhausted.
 */
public final class PlantedLitmus implements BiConsumer<String, Consumer<String>> {
  private static final int CAP = 60_000;

  /** For {@link dev.quiesce.harness.mutant.Planted#entry}. */
  public PlantedLitmus() {}

  @Override
  public void accept(String name, Consumer<String> out) {
    Case test =
        RcuLitmusTests.all().filter(one -> one.name().startsWith(name)).findFirst().orElseThrow();
    Program program = RcuLitmus.program(Model.FULL, true, test.body());
    for (int preemptions = 0; preemptions <= 1; preemptions++) {
      String found = found(test, explore(test, program, new BoundedSearch(preemptions)).outcomes());
      if (!found.equals("unseen")) {
        out.accept(found);
        return;
      }
    }
    Seen seen = explore(test, program, new DporSearch());
    out.accept(found(test, seen.outcomes()) + (seen.exhausted() ? ", exhausted" : ""));
  }

  private static Seen explore(Case test, Program program, Search search) {
    return Litmus.exploreUntil(
        outcome -> !found(test, Set.of(outcome)).equals("unseen"),
        program,
        search,
        MemorySemantics.TSO,
        CAP);
  }

  private static String found(Case test, Set<String> outcomes) {
    if (outcomes.stream().anyMatch(outcome -> outcome.startsWith("deadlock"))) {
      return "deadlock";
    }
    return test.in(outcomes) ? "seen" : "unseen";
  }
}
