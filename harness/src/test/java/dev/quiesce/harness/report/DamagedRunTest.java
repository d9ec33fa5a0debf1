package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing, truncated or newer is named; the rest is rendered. */
final class DamagedRunTest {
  @TempDir private Path run;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.list(SampleRun.REFERENCE)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith("report.")) {
          Files.copy(file, run.resolve(name));
        }
      }
    }
  }

  private String page() {
    RunData data = new RunReader(run).read();
    assertThat(data.gaps()).isNotEmpty();
    String html = Renderings.of(data).html();
    assertThat(html).contains("What is missing").contains("Environment and reproduction");
    return html;
  }

  private Path aLog() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.toString().endsWith(".hlog"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest.json",
        "subjects.json",
        "verdicts.json",
        "measurements.json",
        "jmh.json"
      })
  void page_withoutADocument_namesIt(String name) throws IOException {
    Files.delete(run.resolve(name));

    assertThat(page()).contains(name + " is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest.json",
        "subjects.json",
        "verdicts.json",
        "measurements.json",
        "jmh.json",
        "ablation.json",
        "torture.json",
        "projection.json"
      })
  void page_withATruncatedDocument_namesIt(String name) throws IOException {
    Path file = run.resolve(name);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));

    assertThat(page()).containsPattern(name.replace(".", "\\.") + " (is damaged|cannot be read)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest.json",
        "subjects.json",
        "measurements.json",
        "ablation.json",
        "torture.json",
        "projection.json"
      })
  void page_withANewerDocument_namesIt(String name) throws IOException {
    Path file = run.resolve(name);
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"schema\" : \\d+", "\"schema\" : 999"));

    assertThat(page()).contains(name + " has schema 999");
  }

  @Test
  void page_withoutALog_saysThatThereIsNoCurve() throws IOException {
    Files.delete(aLog());

    assertThat(page()).containsPattern("1 of \\d+ interval logs are missing");
  }

  @Test
  void page_withADamagedLog_namesIt() throws IOException {
    Path log = aLog();
    List<String> lines = Files.readAllLines(log);
    lines.replaceAll(
        line -> line.startsWith("Tag=") && line.length() > 60 ? line.substring(0, 60) : line);
    Files.write(log, lines);

    assertThat(page()).contains(log.getFileName() + " is damaged");
  }

  @Test
  void page_withoutMeasurements_hasNoEmptyChart() throws IOException {
    Files.delete(run.resolve("measurements.json"));
    Files.delete(run.resolve("jmh.json"));
    String page = page();

    assertThat(page).doesNotContain("<svg class=\"chart\"");
    assertThat(page).contains("This run replayed no recording").contains("no benchmark scores");
  }
}
