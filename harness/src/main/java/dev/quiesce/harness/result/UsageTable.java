package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Role;
import java.util.List;

/**
 * The usage matrix of one subject.
 *
 * @param strategy the strategy's id
 * @param role fix or control
 * @param form the form's name
 * @param cells in the order of {@link UsageCase#all}
 */
public record UsageTable(String strategy, Role role, String form, List<UsageCell> cells) {
  /** Copies the list. */
  public UsageTable {
    cells = List.copyOf(cells);
  }
}
