package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Nearest;
import dev.quiesce.harness.catalogue.Selection;
import dev.quiesce.harness.mutant.Mutant;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.MemoryModel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of an exploration. */
public final class ExploreOptions {
  @Option(
      names = "--scenarios",
      paramLabel = "SCENARIOS",
      completionCandidates = Ids.Scenarios.class,
      defaultValue = "all",
      description = "all, or ids with commas (default ${DEFAULT-VALUE}).")
  String scenarios = "all";

  @Option(
      names = "--form",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "complete",
      description = "complete, as-proposed, or another declared name (default ${DEFAULT-VALUE}).")
  List<String> forms = List.of();

  @Option(
      names = "--memory-model",
      paramLabel = "MODEL",
      defaultValue = "sc",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  Models memoryModel = Models.SC;

  @Option(
      names = "--preemptions",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "First every schedule with up to so many preemptions, then all by partial order"
              + " (default ${DEFAULT-VALUE}; -1: only the latter).")
  int preemptions = 1;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "Time for each cell: 500ms, 30s, 2m (default ${DEFAULT-VALUE}).")
  Duration budget = Duration.ofSeconds(30);

  @Option(names = "--mutant", paramLabel = "ID", description = "Plant a known bug.")
  @Nullable String mutant;

  /** Choices of {@code --memory-model}. */
  enum Models {
    /** Sequential consistency. */
    SC,
    /** Store buffers. */
    TSO,
    /** One after the other. */
    BOTH;

    List<MemoryModel> models() {
      return switch (this) {
        case SC -> List.of(MemoryModel.SC);
        case TSO -> List.of(MemoryModel.TSO);
        case BOTH -> List.of(MemoryModel.SC, MemoryModel.TSO);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Selection selection(StrategyOptions strategies) {
    return new Selection(
        strategies.strategies,
        scenarios,
        forms,
        memoryModel.models(),
        new CellBudget(preemptions, budget.toMillis(), CellBudget.UNBOUNDED),
        strategies.seed,
        mutant);
  }

  /**
   * Whether there is such a bug.
   *
   * @throws dev.quiesce.harness.result.UsageException naming those there are
   */
  void checkMutant() {
    String id = mutant;
    if (id != null && Mutants.find(id).isEmpty()) {
      throw Nearest.unknown("mutant", id, Mutants.all().stream().map(Mutant::id).toList());
    }
  }
}
