package dev.quiesce.harness.explore;

import java.util.List;

/** Where in the subject's code an operation of the seam was called. Costs a stack walk. */
final class CallSite {
  private static final int DEPTH = 6;
  private static final String SEAM = "dev.quiesce.api.seam.";
  private static final String SCHEDULER = "dev.quiesce.harness.explore.";

  private CallSite() {}

  /** Whether a class is one of the explorer's. */
  static boolean isScheduler(String className) {
    return className.startsWith(SCHEDULER);
  }

  private static boolean isBelow(String className) {
    return isScheduler(className) || className.startsWith(SEAM);
  }

  /** The innermost frames outside the seam and the explorer, innermost first. */
  static List<String> frames() {
    return StackWalker.getInstance()
        .walk(
            stack ->
                stack
                    .filter(frame -> frame.getClassName().startsWith("dev.quiesce"))
                    .filter(frame -> !isBelow(frame.getClassName()))
                    .limit(DEPTH)
                    .map(
                        frame ->
                            simpleName(frame.getClassName())
                                + "."
                                + frame.getMethodName()
                                + ":"
                                + frame.getLineNumber())
                    .toList());
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
