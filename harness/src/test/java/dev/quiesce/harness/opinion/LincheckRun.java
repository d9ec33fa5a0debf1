package dev.quiesce.harness.opinion;

import java.util.List;
import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/** What Lincheck's model checker says of a program. */
final class LincheckRun {
  /** How many times as much an execution with the set-up and three threads costs. */
  private static final int OF_THREE_THREADS = 3;

  private LincheckRun() {}

  /** The first ending that is not fine, of up to so many executions; or that all are. */
  static Ending worst(Supplier<Trial> program, int executions) {
    try {
      if (program.get().isOfTwoThreads()) {
        TwoThreads.check(program, executions);
      } else {
        explore(program, executions / OF_THREE_THREADS);
      }
      return Ending.FINE;
    } catch (LincheckAssertionError e) {
      return ending(String.valueOf(e.getMessage()));
    }
  }

  /** Explores the set-up too, which costs executions: for programs with threads of their own. */
  static void explore(Supplier<Trial> program, int executions) {
    Lincheck.runConcurrentTest(
        executions,
        () -> {
          Ending ending = program.get().runToTheEnd();
          if (ending != Ending.FINE) {
            throw new AssertionError(ending.name());
          }
        });
  }

  /** Lincheck tells what it has found in words only. */
  private static Ending ending(String report) {
    if (report.contains("has hung =")) {
      return Ending.DEADLOCK;
    }
    for (Ending ending : List.of(Ending.LOST, Ending.USE_AFTER_FREE)) {
      if (report.contains("AssertionError: " + ending)) {
        return ending;
      }
    }
    if (report.contains("MemoryFault: use-after-free")) {
      return Ending.USE_AFTER_FREE;
    }
    throw new AssertionError("Lincheck reports what no program here is to do:\n" + report);
  }
}
