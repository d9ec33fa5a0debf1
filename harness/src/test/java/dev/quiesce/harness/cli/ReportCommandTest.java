package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.SampleRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code harness report} over copies of the committed run. */
final class ReportCommandTest {
  private static final String REFERENCE = SampleRun.REFERENCE.toString();

  /** What the committed run's own verdicts make of it: not this command's doing. */
  private int own;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @TempDir private Path directory;
  private Path run;

  @BeforeEach
  void copy() throws IOException {
    run = Files.createDirectory(directory.resolve("run"));
    try (Stream<Path> files = Files.list(SampleRun.REFERENCE)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith("report.")) {
          Files.copy(file, run.resolve(name));
        }
      }
    }
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    own = report(run.toString());
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  private int report(String... arguments) {
    CommandLine line = new CommandLine(new ReportCommand());
    line.setExecutionExceptionHandler(
        (error, command, parsed) -> {
          System.err.println(error.getMessage());
          return 2;
        });
    return line.execute(arguments);
  }

  private void edit(String name, String pattern, String to) throws IOException {
    Path file = run.resolve(name);
    String text = Files.readString(file);
    assertThat(text).containsPattern(pattern);
    Files.writeString(file, text.replaceFirst(pattern, to));
  }

  @Test
  void report_ofARun_writesTheThreeDocuments() {
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    assertThat(run.resolve("report.md")).isNotEmptyFile();
    assertThat(run.resolve("report.csv")).isNotEmptyFile();
  }

  @Test
  void report_ofADamagedRun_namesTheGapOnStandardError() throws IOException {
    Files.delete(run.resolve("jmh.json"));
    report(run.toString());

    assertThat(told.toString(StandardCharsets.UTF_8)).contains("jmh.json is missing");
  }

  @Test
  void report_againstTheSameRun_findsNoRegression() {
    assertThat(report(run.toString(), "--baseline", REFERENCE, "--fail-on", "1")).isEqualTo(own);
  }

  @Test
  void report_ofAVerdictThatHoldsNoMore_isARegression() throws IOException {
    edit(
        "verdicts.json",
        "\"verdict\":\"holds\",\"expected\":\"holds\"",
        "\"verdict\":\"refused\",\"expected\":\"refused\"");

    int code = report(run.toString(), "--baseline", REFERENCE, "--fail-on", "1");
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("regression: ");
    assertThat(code).isEqualTo(own == 0 ? 5 : own);
  }

  @Test
  void report_againstAnotherMachine_isRefusedUnlessWanted() throws IOException {
    edit("manifest.json", "\"cores\" : \\d+", "\"cores\" : 640");

    assertThat(report(run.toString(), "--baseline", REFERENCE)).isEqualTo(2);
    assertThat(told.toString(StandardCharsets.UTF_8)).contains(" there, 640 here");
    assertThat(report(run.toString(), "--baseline", REFERENCE, "--any-machine")).isEqualTo(own);
    assertThat(run.resolve("report.html")).content().contains("times do not compare");
  }

  @Test
  void report_withFailOnAlone_isAUsageError() {
    assertThat(report(run.toString(), "--fail-on", "5")).isEqualTo(2);
  }

  @Test
  void report_trimmed_rendersWhatItKept() throws IOException {
    Path target = directory.resolve("small");
    assertThat(report(run.toString(), "--trim", target.toString())).isEqualTo(own);

    assertThat(pageWithoutHashes(target)).isEqualTo(pageWithoutHashes(run));
    assertThat(report(run.toString(), "--trim", target.toString())).isEqualTo(2);
  }

  /** The page but for the hashes of its inputs, which a file written again may change. */
  private static String pageWithoutHashes(Path run) throws IOException {
    return Files.readString(run.resolve("report.html")).replaceAll("[0-9a-f]{64}", "hash");
  }
}
