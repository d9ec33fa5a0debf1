package dev.quiesce.harness.fuzz;

import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.rundir.Build;
import dev.quiesce.harness.rundir.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code results/endurance.json}, which a nightly run updates: tests write what they did into it if
 * the property {@code quiesce.endurance} names the file.
 */
public final class EnduranceFile {
  private static final String PROPERTY = "quiesce.endurance";

  private EnduranceFile() {}

  /** Records a search of the reader, in place of an earlier one. */
  static void fuzzed(String reader, long inputs, long seconds) throws IOException {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      Endurance old = read(Path.of(file));
      List<Endurance.Fuzzed> all = new ArrayList<>(old.fuzz());
      all.removeIf(one -> one.reader().equals(reader));
      all.add(new Endurance.Fuzzed(reader, inputs, seconds, commit(), now()));
      all.sort(Comparator.comparing(Endurance.Fuzzed::reader));
      write(file, new Endurance(Endurance.SCHEMA, all, old.kills()));
    }
  }

  /** Records kills, in place of earlier ones. */
  public static void killed(int killed, int resumed, long seed) throws IOException {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      Endurance.Kills kills = new Endurance.Kills(killed, resumed, seed, commit(), now());
      write(file, new Endurance(Endurance.SCHEMA, read(Path.of(file)).fuzz(), kills));
    }
  }

  private static Endurance read(Path file) throws IOException {
    return Files.exists(file)
        ? Json.read(Files.readString(file), Endurance.class)
        : Endurance.none();
  }

  private static void write(String file, Endurance endurance) throws IOException {
    Documents.write(Path.of(file).toAbsolutePath(), Json.document(endurance));
  }

  private static String commit() {
    Build build = Build.ofProcess();
    return build.commit() + (build.dirty() ? "+" : "");
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
