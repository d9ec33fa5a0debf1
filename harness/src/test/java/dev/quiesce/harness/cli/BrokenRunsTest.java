package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quiesce.harness.fuzz.NightlyRecord;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.CellLog;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that come to a bad end: what was finished survives, and a resumed run is the same as one
 * that nothing happened to.
 *
 * <p>{@code -Dquiesce.kills=50} kills so many runs instead of a few, {@code -Dquiesce.seed=N} at
 * the same points of time as the run that printed it: {@code mvn verify -pl harness -am
 * -Dtest=BrokenRunsTest -DfailIfNoTests=false -Dquiesce.kills=50}.
 */
final class BrokenRunsTest {
  private static final String SUBJECTS = "gfree-rcu,notifier-lock,control-unfixed,control-drain";
  private static final int A_FEW = 2;
  private static final int PATIENCE = 120;
  private static final int POLL_MILLIS = 5;

  @TempDir static Path shared;
  @TempDir Path directory;

  /** A run that nothing happened to, and how long it took. */
  private record Whole(Path run, long millis) {}

  private static @Nullable Whole known;

  private Whole whole() throws Exception {
    Whole whole = known;
    if (whole == null) {
      Path out = shared.resolve("whole");
      long before = System.nanoTime();
      assertThat(run(out, "")).as(this::printed).isZero();
      whole = new Whole(only(out), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
      known = whole;
    }
    return whole;
  }

  private Process start(Path out, String prefix, String... more) throws IOException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dguice_custom_class_loading=CHILD",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            FakeHarness.class.getName());
    List<String> command = new ArrayList<>(List.of("bash", "-c", prefix + "exec \"$@\"", "bash"));
    command.addAll(java);
    command.addAll(
        List.of("compare", "--profile", "smoke", "-s", SUBJECTS, "--out", out.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
        .start();
  }

  private Path output() {
    return directory.resolve("output.txt");
  }

  private int run(Path out, String prefix, String... more) throws Exception {
    Process process = start(out, prefix, more);
    assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as(this::printed).isTrue();
    return process.exitValue();
  }

  private String printed() {
    try {
      return Files.readString(output());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The only run in a directory of results; the directory itself while there is none. */
  private static Path only(Path out) throws IOException {
    if (!Files.exists(out)) {
      return out;
    }
    try (Stream<Path> runs = Files.list(out)) {
      return runs.findFirst().orElse(out);
    }
  }

  private static Map<String, CellResult> finished(Path run) throws IOException {
    return CellLog.read(run.resolve(CellLog.FILE)).cells();
  }

  private static void assertSame(Path run, Path reference) throws IOException {
    assertThat(new RunReader(run).manifest().state()).isEqualTo(Manifest.State.FINISHED);
    assertThat(new RunReader(run).read().verdicts())
        .isEqualTo(new RunReader(reference).read().verdicts());
    assertThat(run.resolve("report.csv")).hasSameTextualContentAs(reference.resolve("report.csv"));
  }

  @Test
  void run_killedAtRandomPoints_keepsWhatWasFinishedAndResumesToTheSameReport() throws Exception {
    long seed = Long.getLong("quiesce.seed", System.nanoTime());
    int kills = Integer.getInteger("quiesce.kills", A_FEW);
    Whole whole = whole();
    Random random = new Random(seed);
    int killed = 0;
    int resumed = 0;
    for (int i = 0; killed < kills; i++) {
      Path out = directory.resolve("killed-" + i);
      Process process = start(out, "");
      if (i % 2 == 0) {
        awaitManifest(process, out);
      }
      if (!process.waitFor(random.nextLong(whole.millis()), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        killed++;
      }
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
      Path run = only(out);
      if (!Files.exists(run.resolve(Manifest.FILE))) {
        continue;
      }
      Map<String, CellResult> survived = finished(run);
      assertThat(run(out, "", "--resume", run.toString())).as(this::printed).isZero();
      assertThat(finished(run)).as("seed %s, kill %s", seed, killed).containsAllEntriesOf(survived);
      assertSame(run, whole.run());
      resumed++;
    }
    System.out.printf("%d runs killed, %d resumed, -Dquiesce.seed=%d%n", killed, resumed, seed);
    NightlyRecord.killed(killed, resumed, seed);
  }

  /** Half of the kills come when there is something to lose; starting takes much of the time. */
  private static void awaitManifest(Process process, Path out) throws Exception {
    while (process.isAlive() && !Files.exists(only(out).resolve(Manifest.FILE))) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /**
   * The file system takes no more than so many KiB in one file: the first document that is too long
   * for 24, and only the report for 48.
   */
  @ParameterizedTest
  @ValueSource(ints = {24, 48})
  void run_whoseFilesMayNotGrow_failsNamingTheFileAndCanBeResumed(int kibibytes) throws Exception {
    Path out = directory.resolve("full");

    int code = run(out, "ulimit -f " + kibibytes + "; ");

    assertThat(code).as(this::printed).isEqualTo(3);
    assertThat(printed())
        .containsPattern("cannot write .*" + out + "/\\S+: .*File too large")
        .doesNotContain("everything is as declared");
    Path run = only(out);
    Map<String, CellResult> survived = finished(run);
    assertThat(run(out, "", "--resume", run.toString())).as(this::printed).isZero();
    assertThat(finished(run)).containsAllEntriesOf(survived);
    assertSame(run, whole().run());
  }

  /**
   * A file system of 1 MiB that has 40 KiB left, in a mount namespace of its own. When there is
   * room again, the run is resumed there and copied out.
   */
  @Test
  void run_onADiskThatIsFull_failsNamingTheFileAndCanBeResumed() throws Exception {
    assumeTrue(mayMount(), "not run: `unshare -rm mount -t tmpfs` is not allowed here");
    Path disk = Files.createDirectories(directory.resolve("disk"));
    Path copy = directory.resolve("copy");
    String script =
        """
        mount -t tmpfs -o size=1m tmpfs "%1$s" || exit 70
        head -c 984k /dev/zero > "%1$s/ballast"
        "$@"; code=$?
        [ $code = 3 ] || { echo "code $code instead of 3"; exit 71; }
        ! grep -q FINISHED "%1$s"/out/*/manifest.json || exit 72
        rm "%1$s/ballast"
        "$@" --resume "$(echo "%1$s"/out/*)" || exit 73
        cp -r "%1$s"/out/* "%2$s"
        """
            .formatted(disk, copy);

    int code = run(disk.resolve("out"), "exec unshare -rm bash -c '" + script + "' bash \"$@\"; ");

    assertThat(code).as(this::printed).isZero();
    assertThat(printed()).containsPattern("cannot write .*" + disk + "/\\S+: .*No space left");
    assertSame(copy, whole().run());
  }

  private static boolean mayMount() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PATIENCE, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void run_whereNothingCanBeWritten_isRefusedBeforeAnythingStarts() throws Exception {
    assertThat(run(Path.of("/proc/quiesce-results"), "")).isEqualTo(2);
    assertThat(printed()).contains("cannot write results into /proc/quiesce-results");
  }
}
