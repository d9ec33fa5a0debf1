package dev.quiesce.harness.mtree;

import java.util.Set;

/**
 * Something the text leaves open, and what was taken for it.
 *
 * @param line 1-based line of the tree; 0 if the whole file is meant
 * @param text what is open and what was taken
 * @param regions names of the regions whose ranges depend on it
 */
public record Assumption(int line, String text, Set<String> regions) {
  /** Copies the set. */
  public Assumption {
    regions = Set.copyOf(regions);
  }

  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ": " : "") + text;
  }
}
