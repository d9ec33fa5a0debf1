package dev.quiesce.harness.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one ingredient of a minimal sufficient set is needed.
 *
 * @param minimal the set
 * @param without the ingredient that is left out
 * @param counterexample the shortest that was found, with its table; null if none was found again
 * @param scenario where
 * @param variant where
 * @param cells every cell in which the rest is not enough
 */
public record Necessity(
    List<String> minimal,
    String without,
    @Nullable Violation counterexample,
    String scenario,
    String variant,
    List<String> cells) {
  /** Copies the lists. */
  public Necessity {
    minimal = List.copyOf(minimal);
    cells = List.copyOf(cells);
  }

  /** The same with its counterexample. */
  public Necessity shownBy(@Nullable Violation shown) {
    return new Necessity(minimal, without, shown, scenario, variant, cells);
  }
}
