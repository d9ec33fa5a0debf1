package dev.quiesce.harness.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Exploration;
import dev.quiesce.harness.explore.ExplorationBudget;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.explore.MemorySemantics;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The explorer's own opinion of the programs that {@link LincheckOpinionTest} asks Lincheck of. */
@Tag("controlled")
final class ExplorerOpinionTest {
  private static final ExplorationBudget EVERYTHING =
      new ExplorationBudget(-1, Long.MAX_VALUE, Long.MAX_VALUE, 1, 1000);

  private static void endsAs(Supplier<Trial> program, Ending expected) {
    Set<Ending> endings = EnumSet.noneOf(Ending.class);
    Exploration exploration;
    try (Explorer explorer = new Explorer()) {
      exploration =
          explorer.explore(
              Verdicts.program(program),
              MemorySemantics.SC,
              EVERYTHING,
              (observer, schedule) -> {
                Ending ending = ((Verdicts) observer).ending();
                if (ending != null) {
                  endings.add(ending);
                }
              });
    }
    assertThat(exploration.exhausted()).isTrue();
    assertThat(endings).isEqualTo(EnumSet.of(Ending.FINE, expected));
  }

  @ParameterizedTest
  @EnumSource
  void program_ofWhichEveryExecutionIsSeen_endsAsDeclared(SmallProgram program) {
    endsAs(program, program.expected());
  }

  @ParameterizedTest
  @MethodSource("dev.quiesce.harness.opinion.Unregistering#subjects")
  void unregisterDuringAWalk_ofWhichEveryExecutionIsSeen_endsAsDeclared(Unregistering program) {
    endsAs(program, program.expected());
  }
}
