package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.IgnoreRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of each line while a source is read. */
final class LineAccount {

  static final String NOT_A_TRACE_LINE = "(text without a trace stamp)";
  private static final String FURTHER_NAMES = "(further names)";

  private final int maxUnknownNames;
  private final Map<IgnoreRule, Long> ignored = new EnumMap<>(IgnoreRule.class);
  private final Map<String, Long> unknown = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long used;

  LineAccount(int maxUnknownNames) {
    this.maxUnknownNames = maxUnknownNames;
  }

  void use() {
    used++;
  }

  void use(long lines) {
    used += lines;
  }

  void ignore(IgnoreRule rule) {
    ignored.merge(rule, 1L, Long::sum);
  }

  void ignore(IgnoreRule rule, long lines) {
    if (lines > 0) {
      ignored.merge(rule, lines, Long::sum);
    }
  }

  void unknown(String name) {
    boolean counted = unknown.containsKey(name) || unknown.size() < maxUnknownNames;
    unknown.merge(counted ? name : FURTHER_NAMES, 1L, Long::sum);
  }

  void note(String note) {
    notes.add(note);
  }

  Accounting close(long lines, List<Absent> absent) {
    Map<String, Long> byRule = new TreeMap<>();
    ignored.forEach((rule, count) -> byRule.put(rule.id(), count));
    return new Accounting(lines, used, byRule, unknown, notes, absent);
  }
}
