package dev.quiesce.harness.ranking;

/** How a subject stands to its baseline. */
public enum Standing {
  FASTER,
  /** Within three per cent, and sure of it. */
  SAME,
  SLOWER,
  /** The forks do not tell. */
  INCONCLUSIVE
}
