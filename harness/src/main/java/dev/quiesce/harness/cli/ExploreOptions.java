package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Nearest;
import dev.quiesce.harness.catalogue.Selection;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.UsageException;
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

  private static final Duration FOR_EACH = Duration.ofSeconds(30);

  /** With the start and the end of the program, a minute and five minutes. */
  private static final Duration FOR_ALL = Duration.ofSeconds(56);

  private static final Duration FOR_ALL_WITH_BUFFERS = Duration.ofSeconds(290);

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
          "Besides one schedule of each equivalence class: every schedule with up to so many"
              + " preemptions (default ${DEFAULT-VALUE}, which is also the least).")
  int preemptions = 1;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time for each cell: 500ms, 30s, 2m (default 30s).")
  @Nullable Duration budget;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Time for all cells together, spent where something is not decided yet (default 56s,"
              + " with store buffers 290s; none if --budget or --executions is given).")
  @Nullable Duration within;

  @Option(
      names = "--executions",
      paramLabel = "N",
      description =
          "Schedules for each cell instead of time: the same result on every machine for one seed.")
  @Nullable Long executions;

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

  /** For all cells together; zero for no limit. */
  Duration limit() {
    if (within != null) {
      return within;
    }
    if (budget != null || executions != null) {
      return Duration.ZERO;
    }
    return memoryModel == Models.SC ? FOR_ALL : FOR_ALL_WITH_BUFFERS;
  }

  /** For each cell. */
  CellBudget cellBudget() {
    Long schedules = executions;
    if (schedules == null) {
      Duration each = budget == null ? FOR_EACH : budget;
      return new CellBudget(preemptions, each.toMillis(), CellBudget.UNBOUNDED);
    }
    if (schedules < 1) {
      throw new UsageException("--executions " + schedules + ": at least 1 is needed");
    }
    return new CellBudget(preemptions, CellBudget.UNBOUNDED, schedules);
  }

  /**
   * Whether there is such a bug.
   *
   * @throws UsageException naming those there are
   */
  void checkMutant(Mutants mutants) {
    String id = mutant;
    if (id != null && mutants.find(id).isEmpty()) {
      throw Nearest.unknown(
          "mutant", id, Stream.concat(Stream.of(EVERY_MUTANT), mutants.ids()).toList());
    }
  }
}
