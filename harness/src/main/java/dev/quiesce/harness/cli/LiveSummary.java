package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came out so far, a line a strategy and form, in at most 80 columns. Not thread-safe. */
final class LiveSummary {
  private static final int MAX_LINES = 18;
  private static final int NAME = 36;

  private final Map<String, Map<Verdict, Integer>> rows = new LinkedHashMap<>();
  private final Map<Verdict, Integer> sum = new EnumMap<>(Verdict.class);

  /** Counts a cell. */
  void add(CellResult cell) {
    rows.computeIfAbsent(name(cell.key()), key -> new EnumMap<>(Verdict.class))
        .merge(cell.verdict(), 1, Integer::sum);
    sum.merge(cell.verdict(), 1, Integer::sum);
  }

  /** A table; empty as long as nothing is finished. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (rows.isEmpty()) {
      return lines;
    }
    lines.add(line("", "holds", "violated", "refused", "unknown"));
    rows.entrySet().stream()
        .limit(MAX_LINES)
        .forEach(row -> lines.add(line(row.getKey(), row.getValue())));
    if (rows.size() > MAX_LINES) {
      lines.add("and " + (rows.size() - MAX_LINES) + " more");
    }
    return lines;
  }

  /** All together, in a few words. */
  String text() {
    StringBuilder text = new StringBuilder();
    sum.forEach(
        (verdict, count) -> {
          text.append(text.isEmpty() ? "" : ", ").append(count).append(' ');
          text.append(verdict.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        });
    return text.toString();
  }

  private static String line(String name, Map<Verdict, Integer> counts) {
    return line(
        name,
        count(counts, Verdict.HOLDS),
        count(counts, Verdict.VIOLATED),
        count(counts, Verdict.REFUSED),
        count(counts, Verdict.UNKNOWN));
  }

  private static String line(String name, String... fields) {
    String cut = name.length() > NAME ? name.substring(0, NAME) : name;
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + NAME + "s", cut));
    for (String field : fields) {
      line.append(String.format(Locale.ROOT, "%10s", field));
    }
    return line.toString().stripTrailing();
  }

  private static String count(Map<Verdict, Integer> counts, Verdict verdict) {
    Integer count = counts.get(verdict);
    return count == null ? "-" : count.toString();
  }

  private static String name(CellKey key) {
    return CellKey.isDefaultForm(key.form()) ? key.strategy() : key.strategy() + " " + key.form();
  }
}
