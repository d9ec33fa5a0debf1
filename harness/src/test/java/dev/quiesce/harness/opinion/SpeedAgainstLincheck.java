package dev.quiesce.harness.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Exploration;
import dev.quiesce.harness.explore.ExplorationBudget;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.explore.MemorySemantics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how many executions a second the explorer and Lincheck make of one program with the same
 * three threads: a walk, an unregistration and the RCU worker ({@link Unregistering}).
 *
 * <p>Not like for like: Lincheck interleaves every field access of the JDK's and our code under
 * sequential consistency and samples; the explorer interleaves the operations of the seam and
 * leaves out equivalent schedules, and those that it cuts short are not counted. Each has one
 * process, and its share of warming up.
 */
@Tag("speed")
@EnabledOnJre(JRE.JAVA_17)
final class SpeedAgainstLincheck {
  private static final long SECONDS = Long.getLong("quiesce.speed.seconds", 20);
  private static final String STRATEGY = "gfree-rcu";

  /** Executions of Lincheck between two looks at the clock. */
  private static final int BATCH = 200;

  private static Unregistering program() {
    return Unregistering.subjects().stream()
        .filter(one -> one.toString().equals(STRATEGY))
        .findFirst()
        .orElseThrow()
        .ofThreeThreads();
  }

  /** It says how many were asked for, and makes as many: the program is far from exhausted. */
  private static double lincheck() {
    Unregistering program = program();
    LincheckRun.explore(program, BATCH);
    long start = System.nanoTime();
    long executions = 0;
    while (secondsSince(start) < SECONDS) {
      LincheckRun.explore(program, BATCH);
      executions += BATCH;
    }
    return executions / secondsSince(start);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double explorer(Path output) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dquiesce.seam=controlled",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    SpeedAgainstLincheck.class.getName(),
                    Long.toString(SECONDS)))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(child.waitFor(10 * SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    return Double.parseDouble(Files.readString(output, StandardCharsets.UTF_8).strip());
  }

  @Test
  void executionsPerSecond_ofBothOnOneProgram_arePrinted(@TempDir Path directory)
      throws IOException, InterruptedException {
    double ours = explorer(directory.resolve("explorer"));
    double theirs = lincheck();
    System.out.printf(
        Locale.ROOT,
        "clear-vs-unregister x %s, 3 threads, full RCU, JDK %s, %d s each:%n"
            + "explorer %,.0f executions/s, Lincheck %,.1f executions/s, ratio %,.0f%n",
        STRATEGY,
        Runtime.version(),
        SECONDS,
        ours,
        theirs,
        ours / theirs);
    assertThat(theirs).isPositive();
    assertThat(ours).isPositive();
  }

  /** The explorer's side, in a controlled process: prints executions a second. */
  public static void main(String[] arguments) {
    Unregistering program = program();
    long seconds = Long.parseLong(arguments[0]);
    try (Explorer explorer = new Explorer()) {
      double unused = explore(explorer, program, seconds / 2.0);
      System.out.println(explore(explorer, program, (double) seconds));
    }
  }

  private static double explore(Explorer explorer, Unregistering program, double seconds) {
    long start = System.nanoTime();
    long executions = 0;
    while (secondsSince(start) < seconds) {
      Exploration one =
          explorer.explore(
              Verdicts.program(program),
              MemorySemantics.SC,
              new ExplorationBudget(
                  -1, (long) ((seconds - secondsSince(start)) * 1e9), Long.MAX_VALUE, 1, 5000),
              (observer, schedule) -> {});
      executions += one.executions();
    }
    return executions / secondsSince(start);
  }
}
