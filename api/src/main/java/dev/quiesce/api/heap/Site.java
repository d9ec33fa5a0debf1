package dev.quiesce.api.heap;

import dev.quiesce.api.seam.Seam;
import java.util.Arrays;
import java.util.List;

/**
 * Where and by which thread storage changed its state.
 *
 * @param thread the thread's name
 * @param frames the innermost call frames outside this package, the seam and its scheduler,
 *     innermost first
 */
public record Site(String thread, List<String> frames) {
  private static final int DEPTH = 12;

  /** The caller's site, without the frames of {@code hidden} classes. */
  public static Site here(Class<?>... hidden) {
    List<String> names = Arrays.stream(hidden).map(Class::getName).toList();
    List<String> frames =
        StackWalker.getInstance()
            .walk(
                stack ->
                    stack
                        .filter(frame -> frame.getClassName().startsWith("dev.quiesce"))
                        .filter(frame -> !frame.getClassName().startsWith("dev.quiesce.api.heap."))
                        .filter(frame -> !frame.getClassName().startsWith("dev.quiesce.api.seam."))
                        .filter(
                            frame ->
                                !Seam.CONTROLLED
                                    || !Seam.controller().isScheduler(frame.getClassName()))
                        .filter(frame -> names.stream().noneMatch(frame.getClassName()::startsWith))
                        .limit(DEPTH)
                        .map(
                            frame ->
                                simpleName(frame.getClassName())
                                    + "."
                                    + frame.getMethodName()
                                    + ":"
                                    + frame.getLineNumber())
                        .toList());
    return new Site(Seam.threadName(), frames);
  }

  /** The thread alone, when call frames are not worth their cost. */
  static Site ofThread() {
    return new Site(Seam.threadName(), List.of());
  }

  @Override
  public String toString() {
    return "by " + thread + (frames.isEmpty() ? "" : " at " + String.join(" < ", frames));
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
