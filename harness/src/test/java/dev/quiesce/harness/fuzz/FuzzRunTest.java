package dev.quiesce.harness.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A coverage-guided search for input that breaks a reader: {@code mvn -Pfuzz test -pl harness -am
 * -Dquiesce.fuzz.seconds=60}. Each reader has a JVM of its own with little memory. What the search
 * learnt is kept in {@code target/fuzz} and goes on from there; an input that broke a reader is
 * named, and belongs into {@code src/test/resources/fuzz}.
 */
@Tag("fuzz")
final class FuzzRunTest {
  private static final Path DIRECTORY = Path.of("target", "fuzz");
  private static final int SECONDS = Integer.getInteger("quiesce.fuzz.seconds", 60);
  private static final int HEAP_MIB = 512;

  /** A single input that takes longer hangs. */
  private static final int HANG_SECONDS = 60;

  /** To start and to end, on a loaded machine. */
  private static final int SPARE_SECONDS = 240;

  private static final int LONGEST_INPUT = 1 << 16;

  /** What coverage is measured in. Rendering is done too, but would drown the readers. */
  private static final List<String> READERS =
      List.of(
          "dev.quiesce.harness.recording.**",
          "dev.quiesce.harness.workload.**",
          "dev.quiesce.harness.mtree.**",
          "dev.quiesce.harness.rundir.**",
          "dev.quiesce.harness.result.**",
          "dev.quiesce.harness.verify.Token*",
          "dev.quiesce.api.memory.**",
          "com.fasterxml.jackson.core.**",
          "org.HdrHistogram.**");

  private static final Pattern DONE = Pattern.compile("(?m)^Done (\\d+) runs in (\\d+) second");

  /** All, or those that the property {@code quiesce.fuzz.targets} names. */
  static List<String> targets() {
    String chosen = System.getProperty("quiesce.fuzz.targets", "");
    return chosen.isEmpty() ? FuzzRegressionTest.targets() : List.of(chosen.split(","));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void read_anyInput_givesAResultOrADeclaredFailure(String name) throws Exception {
    FuzzTarget target = FuzzTargets.named(name);
    Path work = DIRECTORY.resolve(name);
    Path corpus = Files.createDirectories(work.resolve("corpus"));
    Path crashes = Files.createDirectories(work.resolve("found"));
    Path seeds = seeds(target, Files.createDirectories(work.resolve("seeds")));
    Path log = work.resolve("log.txt");

    Process process =
        new ProcessBuilder(command(name, crashes, corpus, seeds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(SECONDS + SPARE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();

    String printed = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertThat(ended).as("ends; see %s", log).isTrue();
    assertThat(process.exitValue()).as(() -> broken(printed, crashes)).isZero();
    Matcher done = DONE.matcher(printed);
    assertThat(done.find()).as("says what it did; see %s", log).isTrue();
    long executions = Long.parseLong(done.group(1));
    System.out.printf("fuzz %s: %d inputs in %s s%n", name, executions, done.group(2));
    NightlyRecord.fuzzed(name, executions, Long.parseLong(done.group(2)));
    assertThat(executions).isGreaterThan(target.seeds().size());
  }

  private static Path seeds(FuzzTarget target, Path directory) throws IOException {
    List<byte[]> seeds = target.seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(directory.resolve("seed-" + i), seeds.get(i));
    }
    return directory;
  }

  private static List<String> command(String name, Path crashes, Path corpus, Path seeds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The agent is loaded at run time; a later JDK would warn of that.
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + HEAP_MIB + "m"));
    command.addAll(List.of("-Dquiesce.fuzz.target=" + name, "-Dquiesce.seam=checked"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + FuzzEntry.class.getName());
    command.add("--instrumentation_includes=" + String.join(":", READERS));
    command.add("--reproducer_path=" + crashes);
    command.add("-artifact_prefix=" + crashes + "/");
    command.add("-max_total_time=" + SECONDS);
    command.add("-timeout=" + HANG_SECONDS);
    command.add("-max_len=" + LONGEST_INPUT);
    // The heap is bounded by Java; this is for what the search itself keeps.
    command.add("-rss_limit_mb=0");
    command.addAll(List.of(corpus.toString(), seeds.toString()));
    Path found = Findings.DIRECTORY.resolve(name);
    if (Files.isDirectory(found)) {
      command.add(found.toString());
    }
    return command;
  }

  private static String broken(String printed, Path crashes) {
    int from = Math.max(printed.indexOf("== Java"), 0);
    return "an input in "
        + crashes
        + " breaks it: mend the reader and copy the input to "
        + Findings.DIRECTORY
        + "\n"
        + printed.substring(from, Math.min(printed.length(), from + 3000));
  }
}
