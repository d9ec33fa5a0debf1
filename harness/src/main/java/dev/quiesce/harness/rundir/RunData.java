package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.Printable;
import dev.quiesce.harness.result.Projection;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.Verdicts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report is rendered from.
 *
 * @param manifest of the run; null if it is missing or damaged
 * @param subjects what the cells are about
 * @param verdicts every cell
 * @param measurements every replay
 * @param scores every benchmark
 * @param proposals what strategies would merge, and what nobody can do
 * @param latencies of the replays' interval logs
 * @param hashes SHA-256 of the documents that were read, by name
 * @param ablations which ingredients are needed; null if this run did not look
 * @param torture load and faults on real threads; null if this run did without
 * @param projection what a simulation makes of it on larger hosts; null if this run did without
 * @param gaps what is missing or damaged, one line each; control characters are spelled out
 * @param endurance what nightly tests have shown of the program; null if there is no record of it
 */
public record RunData(
    @Nullable Manifest manifest,
    Subjects subjects,
    Verdicts verdicts,
    Measurements measurements,
    List<BenchScore> scores,
    Proposals proposals,
    List<Latencies> latencies,
    Map<String, String> hashes,
    @Nullable Ablations ablations,
    @Nullable TortureDocument torture,
    @Nullable Projection projection,
    List<String> gaps,
    @Nullable Endurance endurance) {
  /** Copies the lists. */
  public RunData {
    scores = List.copyOf(scores);
    latencies = List.copyOf(latencies);
    hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
    gaps = gaps.stream().map(Printable::of).toList();
  }
}
