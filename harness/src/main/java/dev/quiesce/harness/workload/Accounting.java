package dev.quiesce.harness.workload;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every line of a source. {@link #lines()} is always the sum of the lines used,
 * ignored and unknown.
 *
 * @param lines lines of the file, the last one counted whether or not it ends in a line feed
 * @param used lines whose content is in the workload
 * @param ignored rule → lines ignored by it
 * @param unknown event name → lines with it
 * @param notes oddities that are not errors, such as an entry without a return at the end of the
 *     file
 * @param absent what the source could not give
 */
public record Accounting(
    long lines,
    long used,
    Map<String, Long> ignored,
    Map<String, Long> unknown,
    List<String> notes,
    List<Absent> absent) {

  /**
   * Copies the parts, the maps in alphabetical order.
   *
   * @throws IllegalArgumentException if the sum is not the number of lines
   */
  public Accounting {
    ignored = Collections.unmodifiableMap(new TreeMap<>(ignored));
    unknown = Collections.unmodifiableMap(new TreeMap<>(unknown));
    notes = List.copyOf(notes);
    absent = List.copyOf(absent);
    long sum = used + sum(ignored) + sum(unknown);
    if (sum != lines) {
      throw new IllegalArgumentException("%d lines, but %d accounted for".formatted(lines, sum));
    }
  }

  /**
   * Lines ignored by any rule.
   *
   * @return the number
   */
  public long ignoredLines() {
    return sum(ignored);
  }

  /**
   * Lines with an unknown event.
   *
   * @return the number
   */
  public long unknownLines() {
    return sum(unknown);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
