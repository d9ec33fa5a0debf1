package dev.quiesce.harness.result;

import java.util.List;

/**
 * The document of {@code verify --format json} and of {@code verdicts.json}.
 *
 * @param schema version of the format
 * @param seed of everything that involves chance
 * @param cells in the order of the plan
 */
public record Verdicts(int schema, long seed, List<CellResult> cells) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** Copies the cells. */
  public Verdicts {
    cells = List.copyOf(cells);
  }
}
