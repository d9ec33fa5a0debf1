package dev.quiesce.harness.mtree;

import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.MemoryRegionBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Turns parsed sections into regions: one per distinct region, aliases bound, subregions in QEMU's
 * order.
 */
final class MachineBuilder {
  private static final int MAX_ALIAS_CHAIN = 64;
  private static final int MAX_REPORTED = 1000;

  private final MtreeText text;
  private final MtreeRules rules;
  private final RegionIdentity identity;
  private final AliasResolver aliases;
  private final IdentityHashMap<RegionNode, MemoryRegion> regions = new IdentityHashMap<>();
  private final List<MemoryRegion> inOrder = new ArrayList<>();
  private final List<Assumption> assumptions = new ArrayList<>();

  private MachineBuilder(MtreeText text, MtreeRules rules) {
    this.text = text;
    this.rules = rules;
    this.identity = new RegionIdentity(TreeParser.parse(text));
    this.aliases = new AliasResolver(text, rules, identity);
  }

  /**
   * The machine that {@code text} describes.
   *
   * @throws MtreeFormatException if the text is not a region tree, or contradicts itself
   */
  static Machine build(String name, MtreeText text, MtreeRules rules) {
    MachineBuilder builder = new MachineBuilder(text, rules);
    for (RegionNode node : builder.identity.nodes()) {
      builder.region(builder.identity.representative(node), 0);
    }
    for (TreeSection section : builder.identity.sections()) {
      // A root is printed at its offset in the container that it may have; rendering starts there.
      builder.built(section.root()).setAddress(section.root().line.start());
    }
    for (RegionNode node : builder.identity.nodes()) {
      if (builder.identity.representative(node) == node) {
        builder.addSubregions(node);
      }
    }
    List<Machine.AddressSpaceRoot> spaces = new ArrayList<>();
    for (TreeSection section : builder.identity.sections()) {
      for (String space : section.addressSpaces()) {
        spaces.add(new Machine.AddressSpaceRoot(space, builder.built(section.root())));
      }
    }
    return new Machine(
        name, spaces, builder.inOrder, builder.incomplete(), builder.allAssumptions());
  }

  private MemoryRegion built(RegionNode node) {
    MemoryRegion region = regions.get(identity.representative(node));
    if (region == null) {
      throw new IllegalStateException("not built: " + node.line.name());
    }
    return region;
  }

  private MemoryRegion region(RegionNode node, int chain) {
    MemoryRegion existing = regions.get(node);
    if (existing != null) {
      return existing;
    }
    RegionLine line = node.line;
    if (chain > MAX_ALIAS_CHAIN) {
      throw text.error(
          line.line(),
          "alias `" + line.name() + "` leads back to itself",
          "QEMU cannot print such a tree; check the alias targets");
    }
    MemoryRegionBuilder builder =
        MemoryRegion.named(line.name(), size(node)).ownedBy(line.owner()).priority(line.priority());
    MemoryRegion region;
    if (node.isAlias()) {
      long offset = line.alias().map(RegionLine.AliasTarget::offset).orElse(0L);
      region = builder.aliasOf(region(aliases.target(node), chain + 1), offset);
      region.setReadonly(rules.isReadonlyAlias(node));
    } else {
      region = terminal(builder, node);
    }
    region.setNonvolatile(line.nonvolatile());
    region.setEnabled(!line.disabled());
    regions.put(node, region);
    inOrder.add(region);
    return region;
  }

  private MemoryRegion terminal(MemoryRegionBuilder builder, RegionNode node) {
    return switch (node.line.kind()) {
      case "ram" -> builder.ram();
      case "rom" -> builder.rom();
      case "romd" -> builder.romDevice();
      case "ramd" -> builder.ramDevice();
      case "iommu" -> builder.iommu();
      default -> node.hidden || !rules.hasOperations(node) ? builder.container() : builder.io();
    };
  }

  /** Rule 3; QEMU prints start + (size == 0 ? 0 : size - 1). */
  private static Int128 size(RegionNode node) {
    RegionLine line = node.line;
    if (node.hidden || (node.isAlias() && line.start() == line.last())) {
      return Int128.ZERO;
    }
    return Int128.ofUnsigned(line.last() - line.start()).plus(Int128.ONE);
  }

  /** Adds them from the last to the first, because the one added last comes first among equals. */
  private void addSubregions(RegionNode node) {
    MemoryRegion container = built(node);
    List<RegionNode> ranked = new ArrayList<>(node.children);
    ranked.sort(MachineBuilder::rank);
    for (int i = ranked.size() - 1; i >= 0; i--) {
      RegionLine line = ranked.get(i).line;
      MemoryRegion child = built(ranked.get(i));
      if (child.container().isPresent()) {
        throw text.error(
            line.line(),
            "`" + line.name() + "` is in two containers",
            "QEMU cannot print such a tree; check the indentation");
      }
      container.addSubregionOverlap(line.start() - node.line.start(), child, line.priority());
    }
    reportEqualOverlaps(node.children);
  }

  /** Rule 5; a stable sort keeps printed order where nothing decides. */
  private static int rank(RegionNode a, RegionNode b) {
    return a.line.priority() != b.line.priority()
        ? Integer.compare(b.line.priority(), a.line.priority())
        : Long.compareUnsigned(b.line.start(), a.line.start());
  }

  private void reportEqualOverlaps(List<RegionNode> siblings) {
    for (int i = 0; i < siblings.size(); i++) {
      RegionLine a = siblings.get(i).line;
      if (assumptions.size() >= MAX_REPORTED) {
        return;
      }
      for (int j = i + 1; j < siblings.size(); j++) {
        RegionLine b = siblings.get(j).line;
        if (Long.compareUnsigned(b.start(), a.last()) > 0) {
          break;
        }
        if (!a.disabled()
            && !b.disabled()
            && a.priority() == b.priority()
            && a.start() != b.start()
            && !size(siblings.get(j)).isZero()
            && assumptions.size() < MAX_REPORTED) {
          assumptions.add(
              new Assumption(
                  b.line(),
                  "`"
                      + a.name()
                      + "` and `"
                      + b.name()
                      + "` overlap at equal priority and QEMU does not print which was added last;"
                      + " the later start hides the earlier",
                  Set.copyOf(List.of(a.name(), b.name()))));
        }
      }
    }
  }

  /** Whether there are signs that disabled regions were left out. */
  private boolean incomplete() {
    return !TreeParser.marksDisabled(text)
        && identity.nodes().stream().anyMatch(node -> node.hidden || lacksItsAlias(node));
  }

  private List<Assumption> allAssumptions() {
    List<Assumption> all = new ArrayList<>(identity.assumptions());
    all.addAll(aliases.assumptions());
    all.addAll(assumptions);
    List<RegionNode> hidden = identity.nodes().stream().filter(node -> node.hidden).toList();
    if (incomplete()) {
      all.add(
          new Assumption(
              0,
              "disabled regions are missing (the text was printed without -D): which lines are below"
                  + " one, and whether a region without lines below it is a container, cannot be"
                  + " decided",
              childlessIoNames()));
    }
    for (RegionNode node : hidden) {
      all.add(
          new Assumption(
              node.line.line(),
              "below a disabled region that is not printed; how far its lines reach cannot be decided",
              names(node)));
    }
    all.sort(Comparator.comparing(Assumption::line));
    return all;
  }

  /**
   * QEMU puts one alias into every bus master container; without -D it is left out while bus
   * mastering is off.
   */
  private static boolean lacksItsAlias(RegionNode node) {
    return node.line.name().equals("bus master container") && node.children.isEmpty();
  }

  private Set<String> childlessIoNames() {
    return Set.copyOf(
        identity.nodes().stream()
            .filter(node -> node.children.isEmpty() && !node.isAlias())
            .filter(node -> node.line.kind().equals("i/o"))
            .map(node -> node.line.name())
            .distinct()
            .toList());
  }

  private static Set<String> names(RegionNode hidden) {
    return Set.copyOf(hidden.children.stream().map(child -> child.line.name()).distinct().toList());
  }
}
