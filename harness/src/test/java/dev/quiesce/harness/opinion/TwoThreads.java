package dev.quiesce.harness.opinion;

import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A trial of two threads as an object with two operations: so Lincheck interleaves their bodies and
 * not the set-up. It makes the object itself, and public is what it must be.
 */
public final class TwoThreads {
  private static Supplier<Trial> current = Trial::new;

  private final Trial trial = current.get();

  /** Checks {@code program} in up to so many executions. */
  static void check(Supplier<Trial> program, int executions) {
    current = program;
    new ModelCheckingOptions()
        .iterations(1)
        .invocationsPerIteration(executions)
        .threads(2)
        .actorsPerThread(1)
        .actorsBefore(0)
        .actorsAfter(0)
        .minimizeFailedScenario(false)
        .check(TwoThreads.class);
  }

  /** The first thread's body. */
  @Operation(runOnce = true)
  public void first() {
    trial.run(0);
  }

  /** The second thread's body. */
  @Operation(runOnce = true)
  public void second() {
    trial.run(1);
  }

  /** After both. */
  @Validate
  public void end() {
    Ending ending = trial.ofTheEnd();
    if (ending != Ending.FINE) {
      throw new AssertionError(ending.name());
    }
  }
}
