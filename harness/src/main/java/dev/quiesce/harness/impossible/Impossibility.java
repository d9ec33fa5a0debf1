package dev.quiesce.harness.impossible;

import java.util.List;

/**
 * Promises that exclude each other in one situation.
 *
 * @param id short, such as {@code I1}
 * @param claim the situation, and what nobody can have in it
 * @param choices everything a fix can do there
 */
public record Impossibility(String id, String claim, List<Choice> choices) {
  /** Copies the list. */
  public Impossibility {
    choices = List.copyOf(choices);
  }
}
