package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.CellLog;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareTest {
  @TempDir Path directory;

  private Path out() {
    return directory.resolve("results");
  }

  private Path only() throws IOException {
    try (Stream<Path> runs = Files.list(out())) {
      return runs.toList().get(0);
    }
  }

  private static int subjects() {
    return (int) ServiceLoader.load(StrategyPlugin.class).stream().count();
  }

  private int compare(String... more) {
    List<String> args =
        new ArrayList<>(List.of("compare", "--profile", "smoke", "--out", out().toString()));
    args.addAll(List.of(more));
    return FakeHarness.cli().commandLine().execute(args.toArray(new String[0]));
  }

  @Test
  void compare_whenAllIsAsDeclared_leavesAWholeRun() throws IOException {
    assertThat(compare()).isEqualTo(0);

    Path run = only();
    assertThat(run.getFileName().toString()).endsWith("-smoke");
    RunData data = new RunReader(run).read();
    assertThat(data.manifest()).isNotNull();
    assertThat(data.manifest().state()).isEqualTo(Manifest.State.FINISHED);
    assertThat(data.manifest().exitCode()).isZero();
    assertThat(data.verdicts().cells()).hasSize(3 * subjects());
    assertThat(data.measurements().measurements()).hasSize(subjects());
    assertThat(data.gaps())
        .hasSize(2)
        .contains("jmh.json is missing: no benchmark was run")
        .anyMatch(gap -> gap.contains("interval logs are missing"));
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    assertThat(data.proposals().texts()).isNotEmpty();
    assertThat(run.resolve("report.md")).isNotEmptyFile();
    assertThat(run.resolve("report.csv")).isNotEmptyFile();
    assertThat(run.resolve(".lock")).doesNotExist();
    assertThat(CellLog.read(run.resolve(CellLog.FILE)).cells()).hasSize(3 * subjects());
  }

  @Test
  void report_ofARun_isTheSameAgain() throws IOException {
    compare();
    String before = Files.readString(only().resolve("report.md"));
    Files.delete(only().resolve("report.md"));

    assertThat(FakeHarness.cli().commandLine().execute("report", only().toString())).isEqualTo(0);
    assertThat(only().resolve("report.md")).hasContent(before);
  }

  @Test
  void compare_dryRun_writesNothing() {
    assertThat(compare("--dry-run")).isEqualTo(0);
    assertThat(out()).doesNotExist();
  }

  @Test
  void compare_unknownIds_are2AndNothingIsWritten() {
    assertThat(compare("-s", "nonsense")).isEqualTo(2);
    assertThat(compare("--workload", "nonsense")).isEqualTo(2);
    assertThat(compare("--profile", "nonsense")).isEqualTo(2);
    assertThat(out()).doesNotExist();
  }

  @Test
  void compare_resumeOfAnotherSeed_is2() throws IOException {
    compare("-s", "gfree-rcu");

    assertThat(compare("-s", "gfree-rcu", "--seed", "2", "--resume", only().toString()))
        .isEqualTo(2);
  }

  @Test
  void compare_ended_keepsFinishedCellsAndCanBeResumed() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dguice_custom_class_loading=CHILD",
                "-cp",
                System.getProperty("java.class.path"),
                FakeHarness.class.getName(),
                "compare",
                "--profile",
                "smoke",
                "--out",
                out().toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    awaitCells(process, 3);

    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(new RunReader(only()).manifest().state()).isEqualTo(Manifest.State.INTERRUPTED);
    List<CellResult> before =
        List.copyOf(CellLog.read(only().resolve(CellLog.FILE)).cells().values());
    assertThat(before).hasSizeBetween(3, 23);
    assertThat(compare("--resume", only().toString())).isEqualTo(0);
    RunData data = new RunReader(only()).read();
    assertThat(data.verdicts().cells()).hasSize(3 * subjects()).containsAll(before);
    assertThat(data.manifest().state()).isEqualTo(Manifest.State.FINISHED);
  }

  /** Cells that the run has finished so far; 0 while its directory is still being made. */
  private int finishedCells() throws IOException {
    if (!Files.exists(out())) {
      return 0;
    }
    try (Stream<Path> runs = Files.list(out())) {
      Path log = runs.findFirst().map(run -> run.resolve(CellLog.FILE)).orElse(out());
      return Files.isRegularFile(log) ? CellLog.read(log).cells().size() : 0;
    }
  }

  private void awaitCells(Process process, int number) throws Exception {
    for (int i = 0; i < 600 && process.isAlive(); i++) {
      if (finishedCells() >= number) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(Files.readString(directory.resolve("output.txt")));
  }
}
