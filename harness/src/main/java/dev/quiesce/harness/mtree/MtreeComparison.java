package dev.quiesce.harness.mtree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares rendered views with those QEMU printed: grouping of address spaces, root, and every
 * range's addresses, priority, kind, name and offset. The numbering and order of views is QEMU's
 * hash order and does not count.
 */
final class MtreeComparison {
  private final List<Assumption> open;
  private final List<Difference> differences = new ArrayList<>();
  private int views;
  private int ranges;

  private MtreeComparison(List<Assumption> open) {
    this.open = open;
  }

  /**
   * What came out.
   *
   * @param views QEMU's views that were compared
   * @param ranges QEMU's ranges that were compared
   * @param differences empty if all are equal
   */
  record Outcome(int views, int ranges, List<Difference> differences) {}

  static Outcome compare(
      List<PrintedView> expected, List<PrintedView> actual, List<Assumption> open) {
    MtreeComparison comparison = new MtreeComparison(open);
    comparison.compareAll(expected, actual);
    return new Outcome(comparison.views, comparison.ranges, List.copyOf(comparison.differences));
  }

  private void compareAll(List<PrintedView> expected, List<PrintedView> actual) {
    Map<List<String>, List<PrintedView>> byKey = new HashMap<>();
    actual.forEach(view -> byKey.computeIfAbsent(view.key(), k -> new ArrayList<>()).add(view));
    List<PrintedView> unmatched = new ArrayList<>();
    for (PrintedView view : expected) {
      views++;
      ranges += view.ranges().size();
      List<PrintedView> same = byKey.getOrDefault(view.key(), List.of());
      if (same.isEmpty()) {
        unmatched.add(view);
      } else {
        PrintedView best =
            same.stream().filter(v -> v.equals(view)).findFirst().orElse(same.get(0));
        same.remove(best);
        compareView(view, best);
      }
    }
    List<PrintedView> left = byKey.values().stream().flatMap(List::stream).toList();
    for (PrintedView view : unmatched) {
      add("grouping", view, names(view), "no view with exactly these", Set.of());
      left.stream()
          .filter(other -> other.key().stream().anyMatch(view.key()::contains))
          .findFirst()
          .ifPresent(other -> compareView(view, other));
    }
    for (PrintedView view : left) {
      add("grouping", view, "no view with exactly these", names(view), Set.of());
    }
  }

  private void compareView(PrintedView expected, PrintedView actual) {
    if (!expected.root().equals(actual.root())) {
      String mine = actual.root().orElse("(none)");
      String qemus = expected.root().orElse("(none)");
      add("root", expected, qemus, mine, Set.of(mine, qemus));
    }
    Set<PrintedRange> qemus = new LinkedHashSet<>(expected.ranges());
    Set<PrintedRange> mine = new LinkedHashSet<>(actual.ranges());
    qemus.removeAll(Set.copyOf(actual.ranges()));
    mine.removeAll(Set.copyOf(expected.ranges()));
    for (PrintedRange range : qemus) {
      List<PrintedRange> instead = mine.stream().filter(range::overlaps).toList();
      add("range", expected, range.toString(), joined(instead), names(range, instead));
    }
    for (PrintedRange range : mine) {
      if (qemus.stream().noneMatch(range::overlaps)) {
        add("range", expected, "", range.toString(), Set.of(range.name()));
      }
    }
  }

  private static Set<String> names(PrintedRange range, List<PrintedRange> others) {
    Set<String> names = new LinkedHashSet<>(Set.of(range.name()));
    others.forEach(other -> names.add(other.name()));
    return names;
  }

  private static String joined(List<PrintedRange> ranges) {
    return String.join("; ", ranges.stream().limit(4).map(PrintedRange::toString).toList())
        + (ranges.size() > 4 ? "; and " + (ranges.size() - 4) + " more" : "");
  }

  private static String names(PrintedView view) {
    return String.join(", ", view.spaces().stream().map(PrintedView.Space::name).toList());
  }

  private void add(String what, PrintedView view, String expected, String actual, Set<String> of) {
    String because =
        open.stream()
            .filter(assumption -> assumption.regions().stream().anyMatch(of::contains))
            .sorted(Comparator.comparing(assumption -> assumption.line() == 0))
            .map(Assumption::toString)
            .findFirst()
            .orElse("");
    differences.add(new Difference(names(view), what, expected, actual, because));
  }
}
