package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.result.RunFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class CliTest {
  @TempDir Path directory;

  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      Guice.createInjector(new HarnessModule(List.of())).getInstance(Cli.class).commandLine();

  private int run(String... args) {
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(new StringWriter(), true));
    return line.execute(args);
  }

  @Test
  void run_help_is0() {
    assertThat(run("--help")).isEqualTo(0);
    assertThat(run("help", "list")).isEqualTo(0);
    assertThat(run("--version")).isEqualTo(0);
  }

  @Test
  void run_everyCommandsHelp_hasExamples() {
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("help")) {
                assertThat(command.getUsageMessage())
                    .as(name)
                    .contains("Example", "harness " + name);
              }
            });
  }

  @Test
  void run_everyCommandsHelp_breaksNoLineOfItsFooter() {
    line.getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getCommandSpec().usageMessage().footer())
                    .as(name)
                    .allSatisfy(one -> assertThat(one.length()).isLessThan(80)));
  }

  @Test
  void run_unknownValue_is2WithTheNearestAndWithoutThePages() {
    assertThat(run("import", "x", "-o", "y", "--from", "prf")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean 'perf'?").contains("harness import --help");
    assertThat(err.toString().lines().count()).isLessThan(6);
  }

  @Test
  void completion_ofIds_offersThoseOfTheLists() {
    StringWriter out = new StringWriter();
    CommandLine all = FakeHarness.cli().commandLine();
    all.setOut(new PrintWriter(out, true));

    assertThat(all.execute("completion")).isEqualTo(0);
    assertThat(out.toString())
        .contains("\"all\" \"fixes\" \"controls\"")
        .contains("\"appendix-a\" \"fine\"")
        .contains("\"kvm_unplug_during_migration\"");
  }

  @Test
  void run_noCommandOrAnUnknownOne_is2WithASuggestion() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("lisst")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean").contains("list");
  }

  @Test
  void run_unknownOption_is2() {
    assertThat(run("list", "strategies", "--frmat", "json")).isEqualTo(2);
    assertThat(err.toString()).contains("--format");
  }

  @Test
  void run_listOfSomethingElse_is2() {
    assertThat(run("list", "scenarioes")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean 'scenarios'?");
  }

  @Test
  void run_list_is0() {
    for (String kind :
        List.of("strategies", "scenarios", "workloads", "promises", "mutants", "owners")) {
      assertThat(run("list", kind, "--format", "json")).as(kind).isEqualTo(0);
    }
  }

  @Test
  void run_projectOfNoSuchHost_is2WithAnExample() {
    assertThat(run("project", directory.toString(), "--host", "64x172")).isEqualTo(2);
    assertThat(err.toString()).contains("--host 64x172", "1024:4096:12288");
    assertThat(run("project", directory.toString(), "--mmio", "often")).isEqualTo(2);
    assertThat(err.toString()).contains("--mmio often", "recorded");
    assertThat(run("project", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is no run directory");
  }

  @Test
  void run_fileThatIsNotThere_is2() {
    assertThat(run("mtree", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(run("report", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(
            run(
                "import",
                directory.resolve("none").toString(),
                "-o",
                directory.resolve("w").toString()))
        .isEqualTo(2);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void run_pluginPathThatIsNotThere_is2() {
    assertThat(run("list", "strategies", "--plugin-path", directory.resolve("x").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("cannot be read");
  }

  @Test
  void run_uncaughtException_is3() {
    line.addSubcommand("boom", new Boom(new IllegalStateException("boom")));
    line.addSubcommand("fail", new Boom(new RunFailure("no disk")));

    assertThat(run("boom")).isEqualTo(3);
    assertThat(run("fail")).isEqualTo(3);
    assertThat(err.toString()).contains("boom").contains("harness: no disk");
  }

  @Test
  void run_interrupted_is130() {
    line.addSubcommand("boom", new Boom(new Interrupted()));

    assertThat(run("boom")).isEqualTo(130);
  }

  @Test
  void duration_isReadWithItsUnit() {
    DurationConverter converter = new DurationConverter();

    assertThat(converter.convert("500ms").toMillis()).isEqualTo(500);
    assertThat(converter.convert("2m").toSeconds()).isEqualTo(120);
    assertThatThrownBy(() -> converter.convert("30")).hasMessageContaining("30s");
  }

  @Test
  void speed_isMaxOrPositive() {
    SpeedConverter converter = new SpeedConverter();

    assertThat(converter.convert("max")).isZero();
    assertThat(converter.convert("0.5")).isEqualTo(0.5);
    for (String bad : List.of("0", "-1", "NaN", "fast")) {
      assertThatThrownBy(() -> converter.convert(bad)).hasMessageContaining("write max");
    }
  }

  /** A command that fails. */
  @Command(name = "boom")
  private static final class Boom implements Runnable {
    private final RuntimeException what;

    Boom(RuntimeException what) {
      this.what = what;
    }

    @Override
    public void run() {
      throw what;
    }
  }
}
