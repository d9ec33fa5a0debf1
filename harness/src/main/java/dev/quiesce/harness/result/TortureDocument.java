package dev.quiesce.harness.result;

import java.util.List;

/**
 * The document {@code torture.json}.
 *
 * @param schema version of the format
 * @param seed of everything that involves chance
 * @param strategies in the order of every table
 */
public record TortureDocument(int schema, long seed, List<TortureResult> strategies) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** Copies the results. */
  public TortureDocument {
    strategies = List.copyOf(strategies);
  }
}
