package dev.quiesce.harness.explore;

import java.util.List;

/** Where in the subject's code an operation of the seam was called. Costs a stack walk. */
final class CallSite {
  private static final int DEPTH = 6;
  private static final List<String> BELOW =
      List.of("dev.quiesce.harness.explore.", "dev.quiesce.api.seam.");

  private CallSite() {}

  /** The innermost frames outside the seam and the explorer, innermost first. */
  static List<String> frames() {
    return StackWalker.getInstance()
        .walk(
            stack ->
                stack
                    .filter(frame -> frame.getClassName().startsWith("dev.quiesce"))
                    .filter(frame -> BELOW.stream().noneMatch(frame.getClassName()::startsWith))
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
