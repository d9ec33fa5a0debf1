package dev.quiesce.harness.mtree;

import java.util.Optional;

/**
 * One region as {@code info mtree} prints it ({@code mtree_print_mr}).
 *
 * @param line 1-based line number
 * @param level nesting, 1 for a section's root
 * @param start first address as printed, unsigned; a subregion's is its container's start plus its
 *     own offset
 * @param last printed end: last address, or the start again if the region is empty
 * @param priority in its container
 * @param nonvolatile printed {@code nv-}
 * @param kind {@code i/o}, {@code ram}, {@code rom}, {@code romd}, {@code ramd} or {@code iommu}
 * @param name may be shared with other regions
 * @param alias what it is a window onto, if it is an alias
 * @param disabled printed {@code [disabled]}
 * @param owner QEMU's text with {@code -o}, else empty
 */
record RegionLine(
    int line,
    int level,
    long start,
    long last,
    int priority,
    boolean nonvolatile,
    String kind,
    String name,
    Optional<AliasTarget> alias,
    boolean disabled,
    String owner) {

  /** The window's target: region name and the first offset shown. */
  record AliasTarget(String name, long offset) {}

  /**
   * A region whose line QEMU left out because it is disabled, known from the indentation of what
   * follows.
   */
  static RegionLine hidden(int line, int level, long start) {
    return new RegionLine(
        line, level, start, start, 0, false, "i/o", "(not shown)", Optional.empty(), true, "");
  }
}
