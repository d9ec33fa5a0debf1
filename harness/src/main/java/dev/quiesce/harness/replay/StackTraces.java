package dev.quiesce.harness.replay;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Stack traces as text. */
final class StackTraces {
  private static final int MAX_FRAMES = 24;

  private StackTraces() {}

  static String of(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** The {@code first} threads, then every other one that runs code of the project. */
  static String startingWith(Collection<? extends Thread> first) {
    Map<Thread, StackTraceElement[]> all = new LinkedHashMap<>();
    first.forEach(thread -> all.put(thread, thread.getStackTrace()));
    Thread.getAllStackTraces().forEach(all::putIfAbsent);
    all.remove(Thread.currentThread());
    return all.entrySet().stream()
        .filter(entry -> runsOurCode(entry.getValue()))
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining());
  }

  private static boolean runsOurCode(StackTraceElement[] frames) {
    return Arrays.stream(frames).anyMatch(frame -> frame.getClassName().startsWith("dev.quiesce."));
  }

  private static String of(Thread thread, StackTraceElement[] frames) {
    return "\n\""
        + thread.getName()
        + "\" "
        + thread.getState()
        + Arrays.stream(frames)
            .limit(MAX_FRAMES)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
  }
}
