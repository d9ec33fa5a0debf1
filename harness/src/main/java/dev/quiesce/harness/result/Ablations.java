package dev.quiesce.harness.result;

import java.util.List;

/**
 * The document of {@code ablate --format json} and of {@code ablation.json}.
 *
 * @param schema version of the format
 * @param seed of everything that involves chance
 * @param memoryModel of every cell
 * @param budgetMs of each cell
 * @param scenarios ids of the scenarios that count
 * @param strategies in the order of the catalogue
 */
public record Ablations(
    int schema,
    long seed,
    MemoryModel memoryModel,
    long budgetMs,
    List<String> scenarios,
    List<Ablation> strategies) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** Copies the lists. */
  public Ablations {
    scenarios = List.copyOf(scenarios);
    strategies = List.copyOf(strategies);
  }

  /** The same without the violated subsets that no form names. */
  public Ablations abridged() {
    return new Ablations(
        schema,
        seed,
        memoryModel,
        budgetMs,
        scenarios,
        strategies.stream().map(Ablation::abridged).toList());
  }
}
