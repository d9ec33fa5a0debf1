package dev.quiesce.harness.result;

import java.util.List;

/**
 * Promises that exclude each other in one situation, and what came of every choice in it.
 *
 * @param id short, such as {@code I1}
 * @param claim the situation, and what nobody can have in it
 * @param choices everything a fix can do there
 */
public record DilemmaResult(String id, String claim, List<Tried> choices) {
  /** Copies the list. */
  public DilemmaResult {
    choices = List.copyOf(choices);
  }
}
