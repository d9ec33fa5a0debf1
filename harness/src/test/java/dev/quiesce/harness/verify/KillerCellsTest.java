package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.mutant.Killer;
import dev.quiesce.harness.mutant.Mutant;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.MemoryModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cell that notices a planted bug must notice nothing without it. */
@Tag("controlled")
final class KillerCellsTest {
  private static final CellBudget BUDGET = new CellBudget(1, 60_000, 2_000);
  private static final Injector INJECTOR = Guice.createInjector(new HarnessModule(List.of()));

  static Stream<Killer.Shows> cells() {
    return INJECTOR.getInstance(Mutants.class).all().stream()
        .map(Mutant::killer)
        .filter(killer -> killer instanceof Killer.Shows)
        .map(Killer.Shows.class::cast)
        .filter(killer -> killer.memory() == MemoryModel.SC)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void cell_withoutTheBug_showsNothing(Killer.Shows killer) {
    MutantTrial trial = INJECTOR.getInstance(MutantTrial.class);
    try (CellVerifier verifier = INJECTOR.getInstance(CellVerifier.class)) {
      boolean noticed =
          verifier.search(
              trial.cellJob(killer, null, BUDGET, 1), judge -> shows(judge, killer.promise()));
      assertThat(noticed).isFalse();
    }
  }

  private static boolean shows(CellJudge judge, Promise promise) {
    return judge.evidence().stream().anyMatch(one -> one.sighting().promise() == promise);
  }
}
