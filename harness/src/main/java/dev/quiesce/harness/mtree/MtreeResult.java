package dev.quiesce.harness.mtree;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What {@code harness mtree} found, in a form that goes into JSON as it is.
 *
 * @param machine the tree's file
 * @param outcome the verdict
 * @param viewsRendered flat views made from the tree
 * @param rangesRendered ranges in them
 * @param viewsCompared QEMU's views looked at; 0 without {@code --expect}
 * @param rangesCompared QEMU's ranges looked at; 0 without {@code --expect}
 * @param differences points that are not QEMU's though the tree determines them
 * @param undecidable points that are not QEMU's and that the tree leaves open
 * @param assumptions what the tree leaves open, and what was taken
 * @param rules the rules that fill in what {@code info mtree} never prints
 * @param views the flat views; text only, not part of the JSON
 */
public record MtreeResult(
    String machine,
    Outcome outcome,
    int viewsRendered,
    int rangesRendered,
    int viewsCompared,
    int rangesCompared,
    List<Difference> differences,
    List<Difference> undecidable,
    List<Assumption> assumptions,
    List<String> rules,
    @JsonIgnore List<PrintedView> views) {

  private static final int MAX_SHOWN = 100;

  /** Copies the lists. */
  public MtreeResult {
    differences = List.copyOf(differences);
    undecidable = List.copyOf(undecidable);
    assumptions = List.copyOf(assumptions);
    rules = List.copyOf(rules);
    views = List.copyOf(views);
  }

  /** The verdict, with the exit code of the command line's contract. */
  public enum Outcome {
    /** Rendered; nothing to compare with. */
    RENDERED(0),
    /** Every view and range is QEMU's, and no disabled region was left out of the tree. */
    EQUAL(0),
    /** Something differs from QEMU's views. */
    DIFFERS(1),
    /**
     * Every view and range is QEMU's, but the tree lacks disabled regions, so it need not have come
     * out so.
     */
    EQUAL_BY_ASSUMPTION(4);

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  /** 0 equal or nothing to compare, 1 differs, 4 equal but not decided by the tree. */
  public int exitCode() {
    return outcome.exitCode;
  }

  /** The views in the format of {@code info mtree -f}, then the findings as {@code #} lines. */
  public String render() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < views.size(); i++) {
      out.append(views.get(i).render(i));
    }
    rules.forEach(rule -> out.append("# rule: ").append(rule).append('\n'));
    append(out, "# open: ", assumptions);
    append(out, "# differs: ", differences);
    append(out, "# differs, not decidable: ", undecidable);
    return out.append("# ").append(summary()).append('\n').toString();
  }

  /** One line. */
  public String summary() {
    String rendered = viewsRendered + " flat views with " + rangesRendered + " ranges rendered";
    return switch (outcome) {
      case RENDERED -> rendered + ", nothing to compare with";
      case EQUAL -> rendered + "; " + compared() + ": equal";
      case EQUAL_BY_ASSUMPTION ->
          rendered
              + "; "
              + compared()
              + ": equal, but the tree lacks disabled regions and leaves "
              + assumptions.size()
              + " points open, so this does not show that the tree determines the views";
      case DIFFERS ->
          rendered
              + "; "
              + compared()
              + ": "
              + differences.size()
              + " differences, and "
              + undecidable.size()
              + " that the tree does not decide";
    };
  }

  private String compared() {
    return viewsCompared + " views with " + rangesCompared + " ranges compared with QEMU's";
  }

  private static void append(StringBuilder out, String prefix, List<?> items) {
    items.stream().limit(MAX_SHOWN).forEach(i -> out.append(prefix).append(i).append('\n'));
    if (items.size() > MAX_SHOWN) {
      out.append(prefix).append("and ").append(items.size() - MAX_SHOWN).append(" more\n");
    }
  }
}
