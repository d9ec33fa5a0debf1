package dev.quiesce.harness.replay;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Stack traces as text. */
final class StackTraces {
  private static final int MAX_FRAMES = 24;

  private StackTraces() {}

  static String of(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Every thread that runs code of the project. */
  static String ofAllThreads() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      StackTraceElement[] frames = entry.getValue();
      boolean ours = false;
      for (StackTraceElement frame : frames) {
        ours |= frame.getClassName().startsWith("dev.quiesce.");
      }
      if (!ours || entry.getKey() == Thread.currentThread()) {
        continue;
      }
      text.append("\n\"").append(entry.getKey().getName()).append("\" ");
      text.append(entry.getKey().getState());
      for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
        text.append("\n    at ").append(frames[i]);
      }
    }
    return text.toString();
  }
}
