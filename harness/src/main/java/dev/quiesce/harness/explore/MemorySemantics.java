package dev.quiesce.harness.explore;

import java.util.Set;

/**
 * What the machine under the program does with stores and fences.
 *
 * @param tso whether stores are buffered as on x86, or visible at once (sequential consistency)
 * @param withoutFences names of fences that are left out: planted bugs
 */
public record MemorySemantics(boolean tso, Set<String> withoutFences) {
  /** Sequential consistency. */
  public static final MemorySemantics SC = new MemorySemantics(false, Set.of());

  /** x86-TSO. */
  public static final MemorySemantics TSO = new MemorySemantics(true, Set.of());

  /** Copies the set. */
  public MemorySemantics {
    withoutFences = Set.copyOf(withoutFences);
  }
}
