package dev.quiesce.harness.result;

import java.util.List;
import java.util.Map;

/**
 * A machine between two steps of a replayed schedule.
 *
 * @param step how many steps have acted
 * @param threads what each started thread is about to do
 * @param locks who holds which lock, {@code BQL held by main}; free ones are left out
 * @param sections open read sections, {@code migration, depth 1}
 * @param lists the tail queues, by the name of their head: the elements as a walk over {@code next}
 *     finds them
 * @param fields every other shared field that has been touched so far, with its value in memory
 */
public record ReplayState(
    int step,
    Map<String, String> threads,
    List<String> locks,
    List<String> sections,
    Map<String, List<String>> lists,
    Map<String, String> fields) {
  /** Copies the lists; the maps must not change any more. */
  public ReplayState {
    locks = List.copyOf(locks);
    sections = List.copyOf(sections);
  }

  /** As text, one fact a line. */
  public String text() {
    StringBuilder text = new StringBuilder("after step " + step);
    group(text, "threads", threads);
    line(text, "locks held", locks);
    line(text, "read sections", sections);
    text.append("\nlists");
    lists.forEach(
        (name, elements) ->
            text.append("\n  ").append(name).append(": ").append(String.join(" > ", elements)));
    group(text, "fields", fields);
    return text.toString();
  }

  private static void group(StringBuilder text, String title, Map<String, String> facts) {
    text.append('\n').append(title);
    facts.forEach((name, value) -> text.append("\n  ").append(name).append(": ").append(value));
  }

  private static void line(StringBuilder text, String title, List<String> facts) {
    text.append('\n')
        .append(title)
        .append(": ")
        .append(facts.isEmpty() ? "none" : String.join("; ", facts));
  }
}
