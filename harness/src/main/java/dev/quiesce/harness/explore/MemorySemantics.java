package dev.quiesce.harness.explore;

import java.util.Set;

/**
 * What the machine under the program does with stores and fences.
 *
 * @param tso whether stores are buffered as on x86, or visible at once (sequential consistency)
 * @param withoutFences names of fences that are left out: planted bugs
 * @param spuriousWakeUps how often in one execution each task may return from waiting for an event
 *     that is not set
 */
public record MemorySemantics(boolean tso, Set<String> withoutFences, int spuriousWakeUps) {
  /** Sequential consistency. */
  public static final MemorySemantics SC = new MemorySemantics(false, Set.of());

  /** x86-TSO. */
  public static final MemorySemantics TSO = new MemorySemantics(true, Set.of());

  /** Copies the set. */
  public MemorySemantics {
    withoutFences = Set.copyOf(withoutFences);
  }

  /** No task wakes up spuriously. */
  public MemorySemantics(boolean tso, Set<String> withoutFences) {
    this(tso, withoutFences, 0);
  }
}
