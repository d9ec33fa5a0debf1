package dev.quiesce.harness.rundir;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.WorkloadFacts;
import java.util.List;

/**
 * What the cells and measurements are about, so that a report needs nothing but its directory: the
 * document {@code subjects.json}.
 *
 * @param schema version of the format
 * @param strategies in the order of tables
 * @param scenarios in the order of tables
 * @param workloads what the recordings say by themselves
 */
public record Subjects(
    int schema,
    List<StrategyDescriptor> strategies,
    List<Scenario> scenarios,
    List<WorkloadFacts> workloads) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** The file's name. */
  public static final String FILE = "subjects.json";

  /** Copies the lists. */
  public Subjects {
    strategies = List.copyOf(strategies);
    scenarios = List.copyOf(scenarios);
    workloads = List.copyOf(workloads);
  }

  /**
   * A scenario as data.
   *
   * @param id its id
   * @param title one line
   * @param variants ids
   */
  public record Scenario(String id, String title, List<String> variants) {
    /** The data of a scenario. */
    public static Scenario of(ScenarioInfo info) {
      return new Scenario(info.id(), info.title(), info.variants());
    }
  }
}
