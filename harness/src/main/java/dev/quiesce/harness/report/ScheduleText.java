package dev.quiesce.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it is stored: a table with one column a thread, read back into rows.
 *
 * @param lanes names of the threads
 * @param rows what happened, in order
 */
record ScheduleText(List<String> lanes, List<Row> rows) {
  private static final String BAR = " | ";
  private static final String OUTCOME = "=> ";

  ScheduleText {
    lanes = List.copyOf(lanes);
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param step its number; empty if it belongs to the step before
   * @param lane index of its thread
   * @param text what the thread did
   */
  record Row(String step, int lane, String text) {}

  /** The schedule, or nothing if the text is no such table. */
  static Optional<ScheduleText> parse(String table) {
    List<String> lines = table.lines().toList();
    if (lines.isEmpty() || !lines.get(0).startsWith("step" + BAR)) {
      return Optional.empty();
    }
    String header = lines.get(0);
    List<Integer> bars = new ArrayList<>();
    for (int at = header.indexOf(BAR); at >= 0; at = header.indexOf(BAR, at + 1)) {
      bars.add(at);
    }
    List<String> lanes = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      lanes.add(column(header, bars, i));
    }
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith(OUTCOME)) {
        break;
      }
      String step = line.substring(0, Math.min(line.length(), bars.get(0))).strip();
      for (int i = 0; i < bars.size(); i++) {
        String text = column(line, bars, i);
        if (!text.isEmpty()) {
          rows.add(new Row(step, i, text));
        }
      }
    }
    return Optional.of(new ScheduleText(lanes, rows));
  }

  private static String column(String line, List<Integer> bars, int i) {
    int from = bars.get(i) + BAR.length();
    int to = i + 1 < bars.size() ? bars.get(i + 1) : line.length();
    return from >= line.length() ? "" : line.substring(from, Math.min(to, line.length())).strip();
  }
}
