package dev.quiesce.harness.replay;

import dev.quiesce.harness.fork.StackText;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What threads are doing, those that matter first. */
final class StackTraces {
  private static final int MAX_FRAMES = 24;

  private StackTraces() {}

  /** The {@code first} threads, then every other one that runs code of the project. */
  static String startingWith(Collection<? extends Thread> first) {
    Map<Thread, StackTraceElement[]> all = new LinkedHashMap<>();
    first.forEach(thread -> all.put(thread, thread.getStackTrace()));
    Thread.getAllStackTraces().forEach(all::putIfAbsent);
    all.remove(Thread.currentThread());
    return all.entrySet().stream()
        .filter(entry -> runsOurCode(entry.getValue()))
        .map(entry -> "\n" + StackText.of(entry.getKey(), entry.getValue(), MAX_FRAMES))
        .collect(Collectors.joining());
  }

  private static boolean runsOurCode(StackTraceElement[] frames) {
    return Arrays.stream(frames).anyMatch(frame -> frame.getClassName().startsWith("dev.quiesce."));
  }
}
