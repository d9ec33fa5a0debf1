package dev.quiesce.harness.explore;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A task has the turn and does not give it back: it blocks, or runs for ever, outside the seam. Its
 * stack is the cause's.
 */
public final class Stalled extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FRAMES = 6;

  Stalled(TaskInfo task, int step, Duration patience, StackTraceElement[] stack) {
    super(
        "task '"
            + task.name()
            + "' has the turn since step "
            + step
            + " and did nothing for "
            + patience.toSeconds()
            + " s: it blocks or runs for ever outside the seam, at "
            + Arrays.stream(stack)
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < ")));
    Throwable where = new Throwable("stack of task '" + task.name() + "'");
    where.setStackTrace(stack);
    initCause(where);
  }
}
