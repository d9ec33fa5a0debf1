package dev.quiesce.harness.result;

import java.util.Comparator;
import java.util.List;

/**
 * What became of every planted bug.
 *
 * @param schema of this document
 * @param seed of everything that involved chance
 * @param mutants one entry a bug, by id
 */
public record KillMatrix(int schema, long seed, List<KillResult> mutants) {
  /** The only version so far. */
  public static final int SCHEMA = 1;

  /** Sorts by id. */
  public KillMatrix {
    mutants = mutants.stream().sorted(Comparator.comparing(KillResult::mutant)).toList();
  }
}
