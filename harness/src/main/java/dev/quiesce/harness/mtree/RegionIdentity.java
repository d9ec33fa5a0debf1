package dev.quiesce.harness.mtree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which printed lines are one region.
 *
 * <p>QEMU prints a region below its container, again as the root of its address space, and again as
 * a {@code memory-region:} section if something aliases it. Each section header stands for a
 * different root, and a region has one container; so only a section's root can be a line of another
 * section, and then everything below it is too. The two agree in name, offset in the container,
 * size, priority, kind, flags, alias and all subregions. Larger trees are joined first, so that the
 * lines left to choose from are different regions; a choice among several is reported.
 */
final class RegionIdentity {
  private record Shape(
      long offset, long length, RegionLine attributes, boolean hidden, List<Integer> children) {}

  private final List<TreeSection> sections;
  private final Map<Shape, Integer> shapes = new HashMap<>();
  private final IdentityHashMap<RegionNode, Integer> shapeOf = new IdentityHashMap<>();
  private final IdentityHashMap<RegionNode, RegionNode> parents = new IdentityHashMap<>();
  private final IdentityHashMap<RegionNode, Integer> weights = new IdentityHashMap<>();
  private final Map<Integer, List<RegionNode>> nodesOfShape = new HashMap<>();
  private final List<RegionNode> nodes = new ArrayList<>();
  private final List<Assumption> assumptions = new ArrayList<>();

  /** Roots by what they are the root of: two of one sort are never one region. */
  private final IdentityHashMap<RegionNode, Set<Boolean>> rootSorts = new IdentityHashMap<>();

  RegionIdentity(List<TreeSection> sections) {
    this.sections = sections;
    for (TreeSection section : sections) {
      shape(section.root(), 0);
      rootSorts.put(section.root(), new HashSet<>(Set.of(section.isAddressSpace())));
    }
    List<TreeSection> largestFirst = new ArrayList<>(sections);
    largestFirst.sort(Comparator.comparing((TreeSection s) -> -weight(s.root())));
    largestFirst.forEach(this::joinElsewhere);
  }

  /** Every printed line, in order. */
  List<RegionNode> nodes() {
    return nodes;
  }

  List<Assumption> assumptions() {
    return assumptions;
  }

  /** The line that stands for all lines of the same region. */
  RegionNode representative(RegionNode node) {
    RegionNode current = node;
    for (RegionNode up = parents.get(current); up != null; up = parents.get(current)) {
      current = up;
    }
    return current;
  }

  private int weight(RegionNode node) {
    return Optional.ofNullable(weights.get(node)).orElse(1);
  }

  private int shape(RegionNode node, long containerStart) {
    nodes.add(node);
    List<Integer> children = new ArrayList<>();
    int weight = 1;
    for (RegionNode child : node.children) {
      children.add(shape(child, node.line.start()));
      weight += weight(child);
    }
    RegionLine line = node.line;
    RegionLine attributes =
        new RegionLine(
            0,
            0,
            0,
            0,
            line.priority(),
            line.nonvolatile(),
            line.kind(),
            line.name(),
            line.alias(),
            line.disabled(),
            line.owner());
    Shape shape =
        new Shape(
            line.start() - containerStart,
            line.last() - line.start(),
            attributes,
            node.hidden,
            children);
    int id = shapes.computeIfAbsent(shape, key -> shapes.size());
    shapeOf.put(node, id);
    weights.put(node, weight);
    nodesOfShape.computeIfAbsent(id, key -> new ArrayList<>()).add(node);
    return id;
  }

  private void joinElsewhere(TreeSection section) {
    RegionNode root = section.root();
    if (root.hidden) {
      return;
    }
    RegionNode own = representative(root);
    Set<Boolean> ownSorts = sorts(own);
    Set<RegionNode> candidates = new LinkedHashSet<>();
    for (RegionNode node : nodesOfShape.getOrDefault(shapeOf.getOrDefault(root, -1), List.of())) {
      RegionNode candidate = representative(node);
      if (candidate != own && sorts(candidate).stream().noneMatch(ownSorts::contains)) {
        candidates.add(candidate);
      }
    }
    if (candidates.size() > 1) {
      assumptions.add(
          new Assumption(
              section.line(),
              "`"
                  + root.line.name()
                  + "` could be any of "
                  + candidates.size()
                  + " equal regions; taken as the one on line "
                  + candidates.iterator().next().line.line(),
              Set.of(root.line.name())));
    }
    if (!candidates.isEmpty()) {
      join(candidates.iterator().next(), own);
    }
  }

  private Set<Boolean> sorts(RegionNode representative) {
    return rootSorts.getOrDefault(representative, Set.of());
  }

  /**
   * Makes {@code other} and everything below it the same regions as {@code kept} and below; both
   * have one shape.
   */
  private void join(RegionNode kept, RegionNode other) {
    RegionNode to = representative(kept);
    RegionNode from = representative(other);
    if (to == from) {
      return;
    }
    Set<Boolean> sorts = new HashSet<>(sorts(to));
    sorts.addAll(sorts(from));
    rootSorts.put(to, sorts);
    parents.put(from, to);
    for (int i = 0; i < kept.children.size(); i++) {
      join(kept.children.get(i), other.children.get(i));
    }
  }

  /** The sections, for whoever builds regions. */
  List<TreeSection> sections() {
    return sections;
  }
}
