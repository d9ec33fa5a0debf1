package dev.quiesce.harness.result;

import org.jspecify.annotations.Nullable;

/**
 * The item of the child task {@code torture}: one strategy under load and faults for a while.
 *
 * @param strategy the strategy's id
 * @param form the form's name
 * @param millis how long, in ms
 * @param readers threads that walk without the BQL; at least 3
 * @param seed of everything that involves chance
 * @param faults whether faults are injected
 * @param mutant the planted bug, or null
 */
public record TortureJob(
    String strategy,
    String form,
    long millis,
    int readers,
    long seed,
    boolean faults,
    @Nullable String mutant) {
  /** Walkers of a run that does not say how many. */
  public static final int READERS = 4;

  /** The fewest: one of each kind. */
  public static final int FEWEST_READERS = 3;

  /** The most that a child has the memory for. */
  public static final int MOST_READERS = 64;
}
