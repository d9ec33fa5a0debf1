package dev.quiesce.harness.report;

import java.util.List;

/**
 * The answer to one of the thread's questions, from one run's data.
 *
 * @param number of the question
 * @param question as the thread asks it
 * @param text the answer; {@link #NONE} where the data has none
 * @param evidence cells and figures that the answer is computed from, one a line
 */
public record Answer(int number, String question, String text, List<Support> evidence) {
  /** What is said when cells or measurements are missing. */
  public static final String NONE = "This run's data does not answer it.";

  /** Copies the evidence. */
  public Answer {
    evidence = List.copyOf(evidence);
  }

  /** Whether the data had something to say. */
  public boolean answered() {
    return !text.equals(NONE);
  }
}
