package dev.quiesce.harness.mtree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the region that an alias means; QEMU prints only the target's name, but a {@code
 * memory-region:} section for every target.
 *
 * @see MtreeRules for the rule where several targets have one name
 */
final class AliasResolver {
  private final MtreeText text;
  private final MtreeRules rules;
  private final Map<String, List<TreeSection>> sections = new HashMap<>();
  private final IdentityHashMap<RegionNode, RegionNode> targets = new IdentityHashMap<>();
  private final Map<String, Integer> printed = new HashMap<>();
  private final Map<String, Set<RegionNode>> used = new HashMap<>();
  private final Map<String, List<RegionNode>> known = new HashMap<>();
  private final List<Assumption> assumptions = new ArrayList<>();

  AliasResolver(MtreeText text, MtreeRules rules, RegionIdentity identity) {
    this.text = text;
    this.rules = rules;
    for (TreeSection section : identity.sections()) {
      if (!section.isAddressSpace()) {
        sections.computeIfAbsent(section.regionName(), key -> new ArrayList<>()).add(section);
      }
    }
    for (RegionNode node : identity.nodes()) {
      RegionNode alias = identity.representative(node);
      if (alias.isAlias() && !targets.containsKey(alias)) {
        targets.put(alias, identity.representative(resolve(alias)));
      }
    }
  }

  /**
   * The representative of the region that {@code alias}, itself a representative, is a window onto.
   */
  RegionNode target(RegionNode alias) {
    RegionNode target = targets.get(alias);
    if (target == null) {
      throw new IllegalStateException("not an alias: " + alias.line.name());
    }
    return target;
  }

  List<Assumption> assumptions() {
    return assumptions;
  }

  private RegionNode resolve(RegionNode alias) {
    RegionLine line = alias.line;
    String name = line.alias().map(RegionLine.AliasTarget::name).orElse("");
    List<RegionNode> candidates =
        known.computeIfAbsent(line.kind() + " " + name, key -> candidates(name, line.kind()));
    if (candidates.isEmpty()) {
      throw text.error(
          line.line(),
          "alias `"
              + line.name()
              + "` of `"
              + TreeParser.abbreviated(name)
              + "`, which has no `memory-region:` section of kind "
              + line.kind(),
          "Give the whole output of `info mtree -D`; the text may be truncated");
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    List<RegionNode> options = options(line, name, candidates);
    List<RegionNode> showing =
        options.stream().filter(target -> showsSomething(alias, target)).toList();
    RegionNode chosen = showing.size() == 1 ? showing.get(0) : options.get(0);
    if (showing.size() > 1 && !line.disabled()) {
      assumptions.add(
          new Assumption(
              line.line(),
              "alias `"
                  + line.name()
                  + "` could mean any of "
                  + showing.size()
                  + " regions `"
                  + name
                  + "`; taken as the one on line "
                  + chosen.line.line(),
              Set.copyOf(List.of(line.name(), name))));
    }
    printed.merge(name, candidates.indexOf(chosen) + 1, Math::max);
    used.computeIfAbsent(line.name() + " @" + name, key -> new HashSet<>()).add(chosen);
    return chosen;
  }

  private List<RegionNode> candidates(String name, String kind) {
    return sections.getOrDefault(name, List.of()).stream()
        .map(TreeSection::root)
        .filter(root -> root.hidden || root.line.kind().equals(kind))
        .toList();
  }

  /**
   * QEMU appends a target's section when it meets the first alias of it: an alias means one of the
   * sections met before, or the next. One device makes one alias of a name: a section that an alias
   * of this name has is not taken again.
   */
  private List<RegionNode> options(RegionLine line, String name, List<RegionNode> candidates) {
    Set<RegionNode> taken = used.getOrDefault(line.name() + " @" + name, Set.of());
    int met = printed.getOrDefault(name, 0);
    List<RegionNode> reachable = candidates.subList(0, Math.min(met + 1, candidates.size()));
    List<RegionNode> free = reachable.stream().filter(target -> !taken.contains(target)).toList();
    return free.isEmpty() ? reachable : free;
  }

  /**
   * Whether anything of {@code target} is visible through the window, so that the choice matters.
   */
  private boolean showsSomething(RegionNode alias, RegionNode target) {
    if (alias.line.start() == alias.line.last() || target.line.disabled()) {
      return false;
    }
    if (target.isAlias() || !target.line.kind().equals("i/o") || rules.hasOperations(target)) {
      return true;
    }
    long first = alias.line.alias().map(RegionLine.AliasTarget::offset).orElse(0L);
    long last = first + (alias.line.last() - alias.line.start());
    return target.children.stream()
        .filter(child -> !child.line.disabled())
        .anyMatch(child -> overlaps(child.line, target.line.start(), first, last));
  }

  private static boolean overlaps(RegionLine child, long base, long first, long last) {
    return Long.compareUnsigned(child.start() - base, last) <= 0
        && Long.compareUnsigned(first, child.last() - base) <= 0;
  }
}
