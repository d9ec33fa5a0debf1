package dev.quiesce.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  private static final Instant NOW = Instant.parse("2025-01-02T03:04:05Z");

  @TempDir Path out;

  private RunDirectory create() {
    return RunDirectory.create(out, NOW, "abc1234", "quick");
  }

  private static Manifest manifest(String hash) {
    return new Manifest(
        Manifest.SCHEMA,
        Manifest.State.RUNNING,
        List.of("harness", "compare"),
        "quick",
        1,
        hash,
        new Build("abc1234", false, "none"),
        Machine.environment(),
        Map.of(),
        Map.of(),
        NOW.toString(),
        null,
        0.5,
        null,
        null,
        List.of());
  }

  @Test
  void create_namesTimeCommitAndProfile() {
    try (RunDirectory one = create();
        RunDirectory two = create()) {
      assertThat(one.path()).isEqualTo(out.resolve("20250102-030405-abc1234-quick"));
      assertThat(two.path()).isEqualTo(out.resolve("20250102-030405-abc1234-quick-2"));
    }
  }

  @Test
  void create_whereAFileIs_isRefused() throws IOException {
    Path file = Files.writeString(out.resolve("file"), "x");

    assertThatThrownBy(() -> RunDirectory.create(file, NOW, "c", "quick"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void create_inASymlinkLoop_isRefused() throws IOException {
    Path loop = Files.createSymbolicLink(out.resolve("loop"), out.resolve("loop"));

    assertThatThrownBy(() -> RunDirectory.create(loop, NOW, "c", "quick"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void resume_keepsFinishedCells() {
    Path path;
    try (RunDirectory run = create()) {
      run.write(Manifest.FILE, manifest("h"));
      run.add("one", Sample.cell().build());
      path = run.path();
    }
    try (RunDirectory again = RunDirectory.resume(path, "h")) {
      assertThat(again.finished().cells()).containsOnlyKeys("one");
      again.add("two", Sample.cell().build());
    }
    try (RunDirectory third = RunDirectory.resume(path, "h")) {
      assertThat(third.finished().cells()).containsOnlyKeys("one", "two");
    }
  }

  @Test
  void resume_ofAnotherConfiguration_isRefused() {
    try (RunDirectory run = create()) {
      run.write(Manifest.FILE, manifest("h"));
      assertThatThrownBy(() -> RunDirectory.resume(run.path(), "other"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("another configuration")
          .hasMessageContaining("harness compare");
    }
  }

  @Test
  void resume_ofARunThatIsInUse_isRefused() {
    try (RunDirectory run = create()) {
      run.write(Manifest.FILE, manifest("h"));
      assertThatThrownBy(() -> RunDirectory.resume(run.path(), "h"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void resume_ofNoRun_isRefused() {
    assertThatThrownBy(() -> RunDirectory.resume(out, "h"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("manifest.json is missing");
    assertThatThrownBy(() -> RunDirectory.resume(out.resolve("none"), "h"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void read_withoutVerdicts_takesTheFinishedCells() {
    try (RunDirectory run = create()) {
      run.write(Manifest.FILE, manifest("h"));
      run.add("one", Sample.cell().build());

      RunData data = new RunReader(run.path()).read();

      assertThat(data.verdicts().cells()).containsExactly(Sample.cell().build());
      assertThat(data.gaps()).contains("verdicts.json is missing", "measurements.json is missing");
    }
  }

  @Test
  void read_newerSchemaOrDamage_isNamed() {
    try (RunDirectory run = create()) {
      run.write(Manifest.FILE, manifest("h"));
      run.write(RunReader.VERDICTS, new Verdicts(99, 1, List.of()));
      run.writeText(RunReader.MEASUREMENTS, "{ \"schema\": 1, ");

      assertThat(new RunReader(run.path()).read().gaps())
          .anyMatch(gap -> gap.contains("verdicts.json has schema 99"))
          .anyMatch(gap -> gap.startsWith("measurements.json is damaged"));
    }
  }

  @Test
  void read_emptyDirectory_isRefused() {
    assertThatThrownBy(() -> new RunReader(out).read()).isInstanceOf(UsageException.class);
  }

  @Test
  void configuration_dependsOnCellAndProgram() {
    Configuration one = new Configuration(new Build("a", false, "jar1"));
    Configuration other = new Configuration(new Build("a", false, "jar2"));

    assertThat(one.ofCell(Sample.cell().job())).isEqualTo(one.ofCell(Sample.cell().job()));
    assertThat(one.ofCell(Sample.cell().job()))
        .isNotEqualTo(other.ofCell(Sample.cell().job()))
        .isNotEqualTo(one.ofCell(Sample.cell().variant("v").job()));
  }

  @Test
  void jmhJson_isRead() throws Exception {
    String json =
        "[{\"benchmark\":\"dev.quiesce.bench.WalkBenchmark.walk\",\"mode\":\"avgt\",\"forks\":3,"
            + "\"measurementIterations\":5,\"params\":{\"strategy\":\"gfree-rcu\"},"
            + "\"primaryMetric\":{\"score\":12.5,\"scoreError\":\"NaN\",\"scoreUnit\":\"ns/op\"}}]";

    assertThat(JmhJson.parse(json))
        .singleElement()
        .satisfies(
            score -> {
              assertThat(score.benchmark()).isEqualTo("WalkBenchmark.walk");
              assertThat(score.params()).containsEntry("strategy", "gfree-rcu");
              assertThat(score.error()).isNaN();
            });
  }
}
