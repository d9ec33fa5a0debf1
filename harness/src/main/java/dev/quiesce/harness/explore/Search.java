package dev.quiesce.harness.explore;

/** A systematic search: a chooser that remembers where it has been. */
interface Search extends Chooser {
  /**
   * Moves on to the next schedule after {@code execution} has ended.
   *
   * @return false when there is none: the search is exhausted
   */
  boolean advance(Execution execution);

  /** What being exhausted means, as results print it. */
  String bound();
}
