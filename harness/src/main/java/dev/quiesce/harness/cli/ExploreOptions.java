package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Nearest;
import dev.quiesce.harness.catalogue.Selection;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.MemoryModel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of an exploration. */
public final class ExploreOptions {
  /** Stands for each of the planted bugs. */
  static final String EVERY_MUTANT = "all";

  @Option(
      names = "--scenarios",
      paramLabel = "IDS",
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

  @Option(
      names = "--mutant",
      paramLabel = "ID",
      description =
          "Plant a known bug; all: try each of them against the check that must notice it.")
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

  CellBudget cellBudget() {
    return new CellBudget(preemptions, budget.toMillis(), CellBudget.UNBOUNDED);
  }

  Selection selection(StrategyOptions strategies) {
    return new Selection(
        strategies.strategies,
        scenarios,
        forms,
        memoryModel.models(),
        cellBudget(),
        strategies.seed,
        mutant);
  }

  /**
   * Whether there is such a bug.
   *
   * @throws dev.quiesce.harness.result.UsageException naming those there are
   */
  void checkMutant(Mutants mutants) {
    String id = mutant;
    if (id != null && mutants.find(id).isEmpty()) {
      throw Nearest.unknown(
          "mutant", id, Stream.concat(Stream.of(EVERY_MUTANT), mutants.ids()).toList());
    }
  }
}
