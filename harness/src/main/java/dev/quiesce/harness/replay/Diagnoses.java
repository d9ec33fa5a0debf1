package dev.quiesce.harness.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong, by its first line with a count; bounded. Thread-safe. */
final class Diagnoses {
  private static final int MAX_KINDS = 20;

  private static final Pattern NUMBER = Pattern.compile("#\\d+");

  private final Map<String, Integer> counts = new TreeMap<>();
  private @Nullable String fatal;

  /** Something that the run survives. */
  synchronized void note(Throwable problem) {
    // Listeners have numbers in the replay; a problem of many of them is one problem.
    String first = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    String text = NUMBER.matcher(first).replaceAll("#n");
    if (counts.containsKey(text) || counts.size() < MAX_KINDS) {
      counts.merge(text, 1, Integer::sum);
    }
  }

  /** Something that ends the run; the first one counts. */
  synchronized void fatal(String text) {
    if (fatal == null) {
      fatal = text;
    }
  }

  /** Why the run failed, or null if it did not. */
  synchronized @Nullable String failure() {
    return fatal;
  }

  /** One line for each kind of problem. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach((text, count) -> lines.add(count + " × " + text));
    return lines;
  }
}
