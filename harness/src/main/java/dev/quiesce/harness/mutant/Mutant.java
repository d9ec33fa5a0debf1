package dev.quiesce.harness.mutant;

import dev.quiesce.api.strategy.Promise;
import java.util.Optional;
import java.util.Set;

/**
 * A planted bug.
 *
 * @param id stable, lower case with dashes
 * @param what the bug, in one sentence
 * @param withoutFences names of the fences that it leaves out
 * @param killedBy the promise that it breaks; empty if no program can tell it from the original
 * @param where the cell that shows it, or why none does
 */
public record Mutant(
    String id, String what, Set<String> withoutFences, Optional<Promise> killedBy, String where) {
  /** Copies the set. */
  public Mutant {
    withoutFences = Set.copyOf(withoutFences);
  }
}
