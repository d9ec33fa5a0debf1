package dev.quiesce.harness.torture;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stack traces as text. */
final class Stacks {
  private static final int FRAMES = 16;

  private Stacks() {}

  static String of(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** The named threads, one paragraph each; one that is not there any more has died. */
  static String of(List<String> names) {
    Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
    return names.stream()
        .map(
            name ->
                all.entrySet().stream()
                    .filter(entry -> entry.getKey().getName().equals(name))
                    .map(entry -> of(entry.getKey(), entry.getValue()))
                    .findFirst()
                    .orElse("\"" + name + "\" is dead"))
        .collect(Collectors.joining("\n"));
  }

  private static String of(Thread thread, StackTraceElement[] frames) {
    return "\""
        + thread.getName()
        + "\" "
        + thread.getState()
        + Arrays.stream(frames)
            .limit(FRAMES)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
  }
}
