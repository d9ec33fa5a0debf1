package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.Verdicts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report is rendered from.
 *
 * @param manifest of the run; null if it is missing or damaged
 * @param subjects what the cells are about
 * @param verdicts every cell
 * @param measurements every replay
 * @param scores every benchmark
 * @param gaps what is missing or damaged, one line each
 */
public record RunData(
    @Nullable Manifest manifest,
    Subjects subjects,
    Verdicts verdicts,
    Measurements measurements,
    List<BenchScore> scores,
    List<String> gaps) {
  /** Copies the lists. */
  public RunData {
    scores = List.copyOf(scores);
    gaps = List.copyOf(gaps);
  }
}
