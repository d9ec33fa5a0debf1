package dev.quiesce.harness.mtree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of {@code info mtree}, with or without {@code -D} (disabled regions) and {@code -o}
 * (owners).
 *
 * <p>Every line is a header, a region, or empty; anything else is an error with its place. Without
 * {@code -D} QEMU leaves out the lines of disabled regions but prints what is below them two levels
 * deeper; each missing level becomes a hidden, disabled node.
 */
final class TreeParser {
  static final int MAX_LEVEL = 64;

  private static final String HEX = "([0-9a-f]{8,16})";
  private static final Pattern REGION =
      Pattern.compile(
          "(?:\\[DETECTED OVERFLOW!\\] )*( *)"
              + HEX
              + "-"
              + HEX
              + " \\(prio (-?[0-9]{1,10}), ([^)]{1,16})\\): (.*)");
  private static final Pattern ALIAS = Pattern.compile("alias (.*) @(.*) " + HEX + "-" + HEX);
  private static final Pattern OWNER =
      Pattern.compile("(.*?)((?: (?:owner|parent):\\{(?:dev|obj)[^}]*\\})+| orphan)");
  private static final Set<String> KINDS = Set.of("i/o", "ram", "rom", "romd", "ramd", "iommu");

  private final MtreeText text;
  private final List<TreeSection> sections = new ArrayList<>();
  private final List<String> spaces = new ArrayList<>();
  private final Deque<RegionNode> path = new ArrayDeque<>();
  private String region = "";
  private int headerLine;

  /** Whether disabled regions are printed, so that no line can be missing. */
  private final boolean complete;

  private TreeParser(MtreeText text) {
    this.text = text;
    this.complete = marksDisabled(text);
  }

  /** The sections in file order; at least one is an address space. */
  static List<TreeSection> parse(MtreeText text) {
    TreeParser parser = new TreeParser(text);
    for (int i = 0; i < text.lines().size(); i++) {
      parser.accept(i + 1, text.lines().get(i));
    }
    parser.endSection();
    if (parser.sections.stream().noneMatch(TreeSection::isAddressSpace)) {
      throw text.error(
          0,
          "has no `address-space:` section",
          "Give the output of the monitor command `info mtree -D`");
    }
    return parser.sections;
  }

  /**
   * Whether a region is marked disabled; QEMU marks all of them or, without -D, leaves all of them
   * out.
   */
  static boolean marksDisabled(MtreeText text) {
    return text.lines().stream().anyMatch(line -> line.contains(" [disabled]"));
  }

  private void accept(int number, String line) {
    if (line.isBlank()) {
      endSection();
    } else if (line.startsWith("address-space: ")) {
      if (!region.isEmpty() || !path.isEmpty()) {
        endSection();
      }
      headerLine = spaces.isEmpty() ? number : headerLine;
      spaces.add(line.substring("address-space: ".length()));
    } else if (line.startsWith("memory-region: ")) {
      endSection();
      headerLine = number;
      region = line.substring("memory-region: ".length());
    } else {
      if (line.startsWith("FlatView #")) {
        throw text.error(
            number,
            "this is a flat view, not a region tree",
            "Give the output of `info mtree -D`; flat views (`info mtree -f`) go to --expect");
      }
      addRegion(regionLine(number, line));
    }
  }

  private void endSection() {
    if (!path.isEmpty()) {
      RegionNode root = path.peekLast();
      String name = region.isEmpty() ? root.line.name() : region;
      sections.add(new TreeSection(headerLine, List.copyOf(spaces), name, root));
    } else if (!region.isEmpty() || !spaces.isEmpty()) {
      // The root is disabled and has nothing visible below it: without -D nothing is printed.
      RegionNode root = new RegionNode(RegionLine.hidden(headerLine, 1, 0), true);
      String name = region.isEmpty() ? root.line.name() : region;
      sections.add(new TreeSection(headerLine, List.copyOf(spaces), name, root));
    }
    path.clear();
    spaces.clear();
    region = "";
  }

  private void addRegion(RegionLine line) {
    if (region.isEmpty() && spaces.isEmpty()) {
      throw text.error(
          line.line(),
          "region without an `address-space:` or `memory-region:` line above it",
          "Give the whole output of `info mtree -D`");
    }
    while (!path.isEmpty() && path.getFirst().line.level() >= line.level()) {
      if (path.size() == 1) {
        throw text.error(
            line.line(), "a second root in one section", "Indent regions as QEMU prints them");
      }
      path.removeFirst();
    }
    if (path.size() > 1 && !complete && cannotContain(path.getFirst(), line)) {
      path.removeFirst();
    }
    if (path.size() < line.level() - 1 && complete) {
      throw text.error(
          line.line(),
          "indented more than one level deeper than the line above",
          "With [disabled] marks every level is printed; the text may be truncated");
    }
    while (path.size() < line.level() - 1) {
      long start = path.isEmpty() ? 0 : path.getFirst().line.start();
      push(new RegionNode(RegionLine.hidden(line.line(), path.size() + 1, start), true));
    }
    push(new RegionNode(line, false));
  }

  /**
   * Whether {@code line} must be below a hidden sibling of {@code node}: nothing is below an alias,
   * or shows outside its container.
   */
  private static boolean cannotContain(RegionNode node, RegionLine line) {
    return node.isAlias()
        || Long.compareUnsigned(line.start(), node.line.start()) < 0
        || Long.compareUnsigned(line.start(), node.line.last()) > 0;
  }

  private void push(RegionNode node) {
    if (!path.isEmpty()) {
      if (path.getFirst().isAlias()) {
        throw text.error(
            node.line.line(),
            "a region below the alias `" + path.getFirst().line.name() + "`",
            "An alias has no subregions; check the indentation");
      }
      path.getFirst().children.add(node);
    }
    path.addFirst(node);
  }

  private RegionLine regionLine(int number, String line) {
    Matcher match = REGION.matcher(line);
    if (!match.matches()) {
      throw text.error(
          number,
          "unknown line `" + abbreviated(line) + "`",
          "Expected `START-END (prio N, KIND): NAME` as `info mtree` prints it; remove other text");
    }
    int indent = match.group(1).length();
    if (indent % 2 != 0 || indent < 2 || indent / 2 > MAX_LEVEL) {
      throw text.error(
          number,
          "indentation of " + indent + " spaces",
          "QEMU indents by two spaces a level, 1 to " + MAX_LEVEL + " levels");
    }
    String rest = match.group(6);
    Matcher owned = OWNER.matcher(rest);
    String owner = "";
    if (owned.matches()) {
      rest = owned.group(1);
      owner = owned.group(2).strip();
    }
    boolean disabled = rest.endsWith(" [disabled]");
    rest = disabled ? rest.substring(0, rest.length() - " [disabled]".length()) : rest;
    Matcher alias = ALIAS.matcher(rest);
    boolean isAlias = alias.matches();
    String kind = match.group(5);
    return new RegionLine(
        number,
        indent / 2,
        Long.parseUnsignedLong(match.group(2), 16),
        Long.parseUnsignedLong(match.group(3), 16),
        priority(text, number, match.group(4)),
        kind.startsWith("nv-"),
        checkedKind(text, number, kind),
        isAlias ? alias.group(1) : rest,
        isAlias ? Optional.of(target(alias)) : Optional.empty(),
        disabled,
        owner);
  }

  private static RegionLine.AliasTarget target(Matcher alias) {
    return new RegionLine.AliasTarget(alias.group(2), Long.parseUnsignedLong(alias.group(3), 16));
  }

  static int priority(MtreeText text, int number, String digits) {
    long value = Long.parseLong(digits);
    if (value != (int) value) {
      throw text.error(number, "priority " + digits + " has more than 32 bits", "Check the line");
    }
    return (int) value;
  }

  /** The kind without {@code nv-}. */
  static String checkedKind(MtreeText text, int number, String printed) {
    String kind = printed.startsWith("nv-") ? printed.substring(3) : printed;
    if (Set.of("RW", "R-", "-W", "--").contains(kind)) {
      throw text.error(
          number,
          "kind `" + printed + "` is that of QEMU before 2.10, which does not tell RAM from I/O",
          "Print the tree with a newer QEMU");
    }
    if (!KINDS.contains(kind)) {
      throw text.error(
          number,
          "unknown kind `" + printed + "`",
          "Known kinds, also with `nv-`: " + KINDS.stream().sorted().toList());
    }
    return kind;
  }

  static String abbreviated(String line) {
    String shown = line.replaceAll("\\p{Cntrl}", "?");
    return shown.length() <= 80 ? shown : shown.substring(0, 77) + "...";
  }
}
