package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Promise;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy's descriptor says of a cell.
 *
 * @param verdict the declared outcome; null for a subset that no form names
 * @param promises per promise; empty for a subset
 */
public record CellExpectation(@Nullable Verdict verdict, Map<Promise, Expectation> promises) {
  /** Keeps the promises in the order of their declaration. */
  public CellExpectation {
    promises = Ordered.byPromise(promises);
  }

  /** Nothing is declared. */
  public static CellExpectation none() {
    return new CellExpectation(null, Map.of());
  }
}
