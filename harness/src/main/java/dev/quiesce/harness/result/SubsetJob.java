package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import java.util.List;
import java.util.Set;

/**
 * The item of the child task {@code ablate}: cells of one subset of a strategy's ingredients, to be
 * explored one after the other.
 *
 * @param strategy the strategy's id
 * @param role fix or control
 * @param on ids of what is switched on
 * @param cells in this order
 * @param budget of each cell
 * @param seed of everything that involves chance
 * @param stopAtFirst whether the first cell with a violation is the last one to be explored
 */
public record SubsetJob(
    String strategy,
    Role role,
    List<String> on,
    List<Target> cells,
    CellBudget budget,
    long seed,
    boolean stopAtFirst) {
  /** Copies the lists. */
  public SubsetJob {
    on = List.copyOf(on);
    cells = List.copyOf(cells);
  }

  /**
   * One cell.
   *
   * @param scenario the scenario's id
   * @param variant the variant's id
   * @param rcu what it is explored over
   * @param tolerated required promises whose violation does not count here, because the strategy's
   *     default form declares them as its limits
   */
  public record Target(String scenario, String variant, RcuModel rcu, Set<Promise> tolerated) {
    /** Copies the set. */
    public Target {
      tolerated = Set.copyOf(tolerated);
    }

    /** Scenario and variant. */
    public String display() {
      return scenario + "/" + variant;
    }
  }
}
