package dev.quiesce.harness.mtree;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code info mtree} does not print and a rendering needs: the rules that fill it in.
 *
 * <ol>
 *   <li>An i/o region with subregions is a pure container unless its name is in {@code
 *       ownOperations}.
 *   <li>An i/o region without subregions has operations unless its name is in {@code
 *       emptyContainers}.
 *   <li>A region printed with equal start and end is empty if it is an alias, and one byte long
 *       otherwise.
 *   <li>An alias is writable, apart from its target, unless its name is in {@code readonlyAliases}.
 *   <li>Siblings are ranked by priority; at equal priority and equal start in printed order (which
 *       is QEMU's list order), at equal priority and different start the later start hides the
 *       earlier.
 *   <li>An alias means the {@code memory-region:} section of its target's name and kind. Where
 *       there are several: one that an earlier alias means, or the next, because QEMU appends
 *       sections as it meets their aliases; not one that another alias of this alias's name means;
 *       of those left the only one that shows something in the alias's window, else the first.
 *   <li>The root of a section is the region that is printed elsewhere with the same name, place,
 *       attributes and subtree.
 * </ol>
 *
 * @param ownOperations i/o regions that have operations beside their subregions
 * @param emptyContainers containers even where nothing is in them
 * @param readonlyAliases aliases made read-only by {@code memory_region_set_readonly}
 */
public record MtreeRules(
    Set<String> ownOperations, Set<String> emptyContainers, Set<String> readonlyAliases) {

  /** Copies the sets. */
  public MtreeRules {
    ownOperations = Set.copyOf(ownOperations);
    emptyContainers = Set.copyOf(emptyContainers);
    readonlyAliases = Set.copyOf(readonlyAliases);
  }

  /**
   * The names of QEMU 7.2's own source; the two longer lists are resources beside the bundled
   * machines.
   */
  public static MtreeRules qemu() {
    return new MtreeRules(
        listed("qemu-own-operations.txt"), listed("qemu-containers.txt"), Set.of("pam-rom"));
  }

  private static Set<String> listed(String resource) {
    Set<String> names = new HashSet<>(BundledMachines.text(resource).lines());
    names.removeIf(line -> line.isEmpty() || line.startsWith("#"));
    return names;
  }

  /** These rules with more names of i/o regions that have operations beside their subregions. */
  public MtreeRules withOwnOperations(Set<String> names) {
    Set<String> more = new HashSet<>(ownOperations);
    more.addAll(names);
    return new MtreeRules(more, emptyContainers, readonlyAliases);
  }

  /** These rules with more names of containers that may be empty. */
  public MtreeRules withEmptyContainers(Set<String> names) {
    Set<String> more = new HashSet<>(emptyContainers);
    more.addAll(names);
    return new MtreeRules(ownOperations, more, readonlyAliases);
  }

  boolean hasOperations(RegionNode node) {
    String name = node.line.name();
    return node.children.isEmpty() ? !matches(emptyContainers, name) : matches(ownOperations, name);
  }

  boolean isReadonlyAlias(RegionNode node) {
    return node.isAlias() && matches(readonlyAliases, node.line.name());
  }

  /** Whether {@code name} is listed, or a listed beginning with a star behind it fits. */
  private static boolean matches(Set<String> listed, String name) {
    return listed.contains(name)
        || listed.stream()
            .filter(entry -> entry.endsWith("*"))
            .anyMatch(entry -> name.startsWith(entry.substring(0, entry.length() - 1)));
  }

  /** The rules as sentences, for the output. */
  List<String> sentences() {
    return List.of(
        "an i/o region with subregions is a pure container, except " + sorted(ownOperations),
        "an i/o region without subregions has operations, except " + sorted(emptyContainers),
        "start = end means empty for an alias and one byte for any other region",
        "an alias adds read-only only if named " + sorted(readonlyAliases),
        "at equal priority the region with the later start hides the one with the earlier",
        "an alias of a name that several regions have means one met before or the next, none that an"
            + " alias of the same name means, and of those the one that shows something, else the first",
        "a section's root is the region printed elsewhere with the same name, place and subtree");
  }

  private static String sorted(Set<String> names) {
    return names.size() > 30
        ? names.size() + " names of QEMU's source"
        : String.join(", ", names.stream().sorted().toList());
  }
}
