package dev.quiesce.harness.fork;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Stacks of a child's own threads as text, for its results. */
public final class StackText {
  private StackText() {}

  /** As {@link Throwable#printStackTrace()} prints it. */
  public static String of(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Name and state of a thread, and the innermost {@code limit} of its frames, a line each. */
  public static String of(Thread thread, StackTraceElement[] frames, int limit) {
    return "\""
        + thread.getName()
        + "\" "
        + thread.getState()
        + Arrays.stream(frames)
            .limit(limit)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
  }
}
