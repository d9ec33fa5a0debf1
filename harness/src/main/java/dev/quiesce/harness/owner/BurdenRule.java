package dev.quiesce.harness.owner;

/**
 * What an ingredient of a fix asks of the rest of QEMU.
 *
 * @param ingredient its id
 * @param kind of the burden
 * @param text what is asked
 * @param source where that is known from
 * @param sites places to look at; 0 if they were not counted
 */
public record BurdenRule(String ingredient, Kind kind, String text, String source, int sites) {
  /** Kinds of burdens. */
  public enum Kind {
    /** A struct's layout changes. */
    LAYOUT,
    /** Callers change. */
    CALLER,
    /** Code must be read for it. */
    AUDIT,
    /** An order of locks to keep. */
    LOCK_ORDER
  }
}
