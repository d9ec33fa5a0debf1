package dev.quiesce.harness.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.fork.PlantedTasks;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.KillJob;
import dev.quiesce.harness.result.KillResult;
import dev.quiesce.harness.result.MemoryModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every planted bug that a cell is to show, or is not to show, in that cell with a small budget.
 * {@code FencePairTest} and {@code PlantedUnitTest} have those that a test of their own shows;
 * equivalents under store buffers are tried by {@code harness verify --mutant all} alone.
 */
@Tag("controlled")
final class MutantsTest {
  /** Schedules rather than time, which a busy machine would shorten. */
  private static final CellBudget BUDGET = new CellBudget(1, 60_000, 3_000);

  private static final long SEED = 1;
  private static final Injector INJECTOR = Guice.createInjector(new HarnessModule(List.of()));

  static Stream<String> ids() {
    return INJECTOR.getInstance(Mutants.class).all().stream()
        .filter(one -> one.killer() instanceof Killer.InCell cell && !isSlow(cell))
        .map(Mutant::id);
  }

  private static boolean isSlow(Killer.InCell cell) {
    return cell.memory() == MemoryModel.TSO;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void mutant_againstItsCheck_isKilledOrEquivalentAsListed(String id) {
    KillResult result = trial(id);
    System.out.printf(
        "%-36s %-14s %8.1f ms %6d schedules  %s%n",
        id, result.outcome(), result.millis(), result.schedules(), result.message());
    assertThat(result.outcome().asListed()).as(result.toString()).isTrue();
  }

  private static KillResult trial(String id) {
    List<KillResult> results = new ArrayList<>();
    INJECTOR
        .getInstance(PlantedTasks.class)
        .run(
            id,
            "kill",
            Json.tree(new KillJob(id, BUDGET, SEED)),
            message -> results.add(((Message.Killed) message).result()));
    return results.get(0);
  }
}
