package dev.quiesce.harness.torture;

import dev.quiesce.harness.fork.StackText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What threads are doing, by their names. */
final class Stacks {
  private static final int FRAMES = 16;

  private Stacks() {}

  /** The named threads, one paragraph each; one that is not there any more has died. */
  static String of(List<String> names) {
    Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
    return names.stream()
        .map(
            name ->
                all.entrySet().stream()
                    .filter(entry -> entry.getKey().getName().equals(name))
                    .map(entry -> StackText.of(entry.getKey(), entry.getValue(), FRAMES))
                    .findFirst()
                    .orElse("\"" + name + "\" is dead"))
        .collect(Collectors.joining("\n"));
  }
}
