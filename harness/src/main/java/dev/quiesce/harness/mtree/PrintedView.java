package dev.quiesce.harness.mtree;

import java.util.List;
import java.util.Optional;

/**
 * A flat view in the terms of {@code info mtree -f}.
 *
 * @param spaces the address spaces that share it
 * @param root name of the region it was rendered from; empty for QEMU's {@code (none)}
 * @param ranges ascending
 */
public record PrintedView(List<Space> spaces, Optional<String> root, List<PrintedRange> ranges) {
  /** Copies the lists. */
  public PrintedView {
    spaces = List.copyOf(spaces);
    ranges = List.copyOf(ranges);
  }

  /**
   * An address space.
   *
   * @param name may be shared with other address spaces
   * @param root name of its root region
   * @param alias name of the root's target if the root is an alias
   */
  public record Space(String name, String root, Optional<String> alias) {
    @Override
    public String toString() {
      return "AS \"" + name + "\", root: " + root + alias.map(a -> ", alias " + a).orElse("");
    }
  }

  /** What tells views apart: the sorted lines of their address spaces. */
  List<String> key() {
    return spaces.stream().map(Space::toString).sorted().toList();
  }

  /** The text as QEMU prints it, ending with an empty line. */
  String render(int number) {
    StringBuilder out = new StringBuilder("FlatView #" + number + "\n");
    spaces.forEach(space -> out.append(' ').append(space).append('\n'));
    out.append(" Root memory region: ").append(root.orElse("(none)")).append('\n');
    if (ranges.isEmpty()) {
      out.append("  No rendered FlatView\n");
    }
    ranges.forEach(range -> out.append("  ").append(range).append('\n'));
    return out.append('\n').toString();
  }
}
