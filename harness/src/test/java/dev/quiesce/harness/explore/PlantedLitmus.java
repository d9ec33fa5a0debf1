package dev.quiesce.harness.explore;

import dev.quiesce.harness.explore.Litmus.Seen;
import dev.quiesce.harness.explore.RcuLitmus.Model;
import dev.quiesce.harness.explore.RcuLitmusTests.Case;
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
      Seen seen = Litmus.explore(program, new BoundedSearch(preemptions), MemorySemantics.TSO, CAP);
      String found = found(test, seen);
      if (!found.equals("unseen")) {
        out.accept(found);
        return;
      }
    }
    Seen seen = Litmus.explore(program, new DporSearch(), MemorySemantics.TSO, CAP);
    out.accept(found(test, seen) + (seen.exhausted() ? ", exhausted" : ""));
  }

  private static String found(Case test, Seen seen) {
    if (seen.outcomes().stream().anyMatch(outcome -> outcome.startsWith("deadlock"))) {
      return "deadlock";
    }
    return test.in(seen.outcomes()) ? "seen" : "unseen";
  }
}
