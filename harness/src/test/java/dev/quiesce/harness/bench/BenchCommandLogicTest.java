package dev.quiesce.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JMH through its own API: something is measured, or the run fails. */
class BenchCommandLogicTest {
  private static final List<String> SHORT =
      List.of("-f", "1", "-wi", "0", "-i", "1", "-r", "10ms", "StrategyBenchmark.emptyReadSection");

  @TempDir private Path directory;

  @Test
  void run_ofOneBenchmark_givesItsScoreAndWritesJmhJson() throws Exception {
    List<BenchScore> scores = run("control-unfixed", SHORT);

    assertThat(scores).hasSize(1);
    BenchScore score = scores.get(0);
    assertThat(score.benchmark()).isEqualTo("StrategyBenchmark.emptyReadSection");
    assertThat(score.params()).containsEntry(BenchScore.STRATEGY, "control-unfixed");
    assertThat(score.score()).isPositive();
    assertThat(Files.readString(directory.resolve("jmh.json"))).contains("emptyReadSection");
  }

  @Test
  void run_ofTwoForks_givesTheMeanOfEach() throws Exception {
    List<String> options =
        List.of(
            "-f", "2", "-wi", "0", "-i", "1", "-r", "10ms", "ReadSectionBenchmark.(fenced|qemu)");

    List<BenchScore> scores = run("control-unfixed", options);

    assertThat(scores)
        .hasSize(2)
        .allSatisfy(score -> assertThat(score.forkMeans()).hasSize(2).doesNotContain(Double.NaN))
        .allSatisfy(score -> assertThat(score.forks()).isEqualTo(2));
  }

  @Test
  void run_ofUnknownBenchmark_fails() {
    assertThatThrownBy(() -> run("control-unfixed", List.of("NoSuchBenchmark")))
        .isInstanceOf(RunFailure.class);
  }

  @Test
  void run_whoseForkDoesNotStart_fails() {
    List<String> options =
        List.of("-f", "1", "-i", "1", "-jvmArgs", "-XX:+NoSuchFlag", "emptyReadSection");

    assertThatThrownBy(() -> run("control-unfixed", options)).isInstanceOf(RunFailure.class);
  }

  @Test
  void run_withUnknownOption_isAUsageError() {
    assertThatThrownBy(() -> run("control-unfixed", List.of("--no-such")))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void benchmarkList_always_holdsEveryBenchmark() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/META-INF/BenchmarkList")) {
      assertThat(in).isNotNull();
      String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(list.lines().filter(line -> line.contains("Benchmark"))).hasSize(49);
    }
  }

  private List<BenchScore> run(String strategy, List<String> options) {
    return new BenchCommandLogic()
        .run(
            new BenchJob(
                List.of(strategy), "smoke", directory.resolve("jmh.json").toString(), 1, options),
            fork -> {});
  }
}
