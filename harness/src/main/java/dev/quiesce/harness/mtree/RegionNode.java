package dev.quiesce.harness.mtree;

import java.util.ArrayList;
import java.util.List;

/** A region's line and the lines nested below it, in printed order. */
final class RegionNode {
  final RegionLine line;
  final boolean hidden;
  final List<RegionNode> children = new ArrayList<>();

  RegionNode(RegionLine line, boolean hidden) {
    this.line = line;
    this.hidden = hidden;
  }

  boolean isAlias() {
    return line.alias().isPresent();
  }
}
