package dev.quiesce.harness.mtree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of {@code info mtree -f}, with or without {@code -o} (owners) and {@code -d} (dispatch
 * tree).
 *
 * <p>Ignored by rule: owners, the accelerator mark {@code KVM} behind a range, lines starting with
 * {@code #}, and everything from a {@code Dispatch} line to the next empty line or {@code FlatView}
 * line. Any other line must be of a known form.
 */
final class FlatParser {
  private static final String HEX = "([0-9a-f]{8,16})";
  private static final Pattern RANGE =
      Pattern.compile("  " + HEX + "-" + HEX + " \\(prio (-?[0-9]{1,10}), ([^)]{1,16})\\): (.*)");
  private static final Pattern SUFFIX =
      Pattern.compile("(.*?)(?: (?:owner|parent):\\{(?:dev|obj)[^}]*\\}| orphan)*(?: KVM)*");
  private static final Pattern OFFSET = Pattern.compile("(.*) @" + HEX);
  private static final Pattern SPACE =
      Pattern.compile(" AS \"(.*)\", root: (.*?)(?:, alias (.*))?");
  private static final String ROOT = " Root memory region: ";

  private final MtreeText text;
  private final List<PrintedView> views = new ArrayList<>();
  private final List<PrintedView.Space> spaces = new ArrayList<>();
  private final List<PrintedRange> ranges = new ArrayList<>();
  private Optional<String> root = Optional.empty();
  private boolean inView;
  private boolean rootSeen;
  private boolean inDispatch;

  private FlatParser(MtreeText text) {
    this.text = text;
  }

  /** The views in file order, at least one. */
  static List<PrintedView> parse(MtreeText text) {
    FlatParser parser = new FlatParser(text);
    for (int i = 0; i < text.lines().size(); i++) {
      parser.accept(i + 1, text.lines().get(i));
    }
    parser.endView(text.lines().size());
    if (parser.views.isEmpty()) {
      throw text.error(0, "has no `FlatView #` line", "Give the output of `info mtree -f`");
    }
    return parser.views;
  }

  private void accept(int number, String line) {
    if (line.startsWith("FlatView #")) {
      endView(number);
      inView = true;
    } else if (line.isBlank()) {
      inDispatch = false;
    } else if (line.startsWith("#") || inDispatch || line.equals("  No rendered FlatView")) {
      return;
    } else if (!inView) {
      throw text.error(
          number,
          "`" + TreeParser.abbreviated(line) + "` before the first `FlatView #` line",
          "Give the output of `info mtree -f`");
    } else if (line.equals("  Dispatch")) {
      inDispatch = true;
    } else if (line.startsWith(ROOT)) {
      rootSeen = true;
      String name = line.substring(ROOT.length());
      root = name.equals("(none)") ? Optional.empty() : Optional.of(name);
    } else {
      spaceOrRange(number, line);
    }
  }

  private void spaceOrRange(int number, String line) {
    Matcher space = SPACE.matcher(line);
    Matcher range = RANGE.matcher(line);
    if (space.matches()) {
      spaces.add(
          new PrintedView.Space(
              space.group(1), space.group(2), Optional.ofNullable(space.group(3))));
    } else if (range.matches()) {
      ranges.add(range(number, range));
    } else {
      throw text.error(
          number,
          "unknown line `" + TreeParser.abbreviated(line) + "`",
          "Expected a line of `info mtree -f`; remove other text");
    }
  }

  private PrintedRange range(int number, Matcher match) {
    Matcher suffix = SUFFIX.matcher(match.group(5));
    String rest = suffix.matches() ? suffix.group(1) : match.group(5);
    Matcher offset = OFFSET.matcher(rest);
    boolean hasOffset = offset.matches();
    TreeParser.checkedKind(text, number, match.group(4));
    PrintedRange range =
        new PrintedRange(
            Long.parseUnsignedLong(match.group(1), 16),
            Long.parseUnsignedLong(match.group(2), 16),
            TreeParser.priority(text, number, match.group(3)),
            match.group(4),
            hasOffset ? offset.group(1) : rest,
            hasOffset ? Long.parseUnsignedLong(offset.group(2), 16) : 0);
    boolean ascending =
        ranges.isEmpty()
            || Long.compareUnsigned(ranges.get(ranges.size() - 1).last(), range.start()) < 0;
    if (!ascending || Long.compareUnsigned(range.start(), range.last()) > 0) {
      throw text.error(
          number,
          "range overlaps or precedes the one above it",
          "QEMU prints ranges in ascending order");
    }
    return range;
  }

  private void endView(int number) {
    if (inView) {
      if (spaces.isEmpty() || !rootSeen) {
        throw text.error(
            number,
            "the view above ends without its `AS` and `Root memory region:` lines",
            "Give the whole output of `info mtree -f`");
      }
      views.add(new PrintedView(spaces, root, ranges));
    }
    spaces.clear();
    ranges.clear();
    root = Optional.empty();
    inView = false;
    rootSeen = false;
    inDispatch = false;
  }
}
