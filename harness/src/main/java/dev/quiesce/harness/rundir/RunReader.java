package dev.quiesce.harness.rundir;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.Projection;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a run directory: what is there is read, what is not is named. */
public final class RunReader {
  /** Name of the verdicts' document. */
  public static final String VERDICTS = "verdicts.json";

  /** Name of the measurements' document. */
  public static final String MEASUREMENTS = "measurements.json";

  /** Name of the ablations' document, which not every profile writes. */
  public static final String ABLATION = "ablation.json";

  /** Name of the torture's document, which not every profile writes. */
  public static final String TORTURE = "torture.json";

  /** Name of the simulation's document, which not every profile writes. */
  public static final String PROJECTION = "projection.json";

  /** Of what a message quotes of a document. */
  private static final int LONGEST = 300;

  private final Path path;
  private final List<String> gaps = new ArrayList<>();
  private final Map<String, String> hashes = new TreeMap<>();

  /**
   * A reader of that directory.
   *
   * @throws UsageException if it is none
   */
  public RunReader(Path path) {
    this.path = path;
    if (!Files.isDirectory(path)) {
      throw new UsageException(path + " is no run directory");
    }
  }

  /**
   * The manifest.
   *
   * @throws UsageException if it cannot be read
   */
  public Manifest manifest() {
    return document(Manifest.FILE, Manifest.class, Manifest.SCHEMA)
        .orElseThrow(
            () -> new UsageException(path + " is no run directory: " + String.join("; ", gaps)));
  }

  /**
   * Everything.
   *
   * @throws UsageException if nothing of a run is there
   */
  public RunData read() {
    Optional<Manifest> manifest = document(Manifest.FILE, Manifest.class, Manifest.SCHEMA);
    Verdicts verdicts = verdicts(manifest);
    Measurements measurements =
        document(MEASUREMENTS, Measurements.class, Measurements.SCHEMA)
            .orElse(new Measurements(Measurements.SCHEMA, verdicts.seed(), List.of()));
    Subjects subjects =
        document(Subjects.FILE, Subjects.class, Subjects.SCHEMA)
            .orElse(new Subjects(Subjects.SCHEMA, List.of(), List.of(), List.of()));
    List<BenchScore> scores = scores();
    if (manifest.isEmpty() && verdicts.cells().isEmpty()) {
      throw new UsageException(path + " holds no run: " + String.join("; ", gaps));
    }
    List<Latencies> latencies = new HistogramLogs(path, gaps).read(measurements.measurements());
    return new RunData(
        manifest.orElse(null),
        subjects,
        verdicts,
        measurements,
        scores,
        proposals(),
        latencies,
        hashes,
        optional(ABLATION, Ablations.class, Ablations.SCHEMA),
        optional(TORTURE, TortureDocument.class, TortureDocument.SCHEMA),
        optional(PROJECTION, Projection.class, Projection.SCHEMA),
        gaps,
        endurance());
  }

  /**
   * The verdicts alone.
   *
   * @throws UsageException if they cannot be read
   */
  public Verdicts verdicts() {
    return document(VERDICTS, Verdicts.class, Verdicts.SCHEMA)
        .orElseThrow(
            () -> new UsageException(path + " holds no verdicts: " + String.join("; ", gaps)));
  }

  /** A document that not every profile writes; null without it. */
  private <T> @Nullable T optional(String name, Class<T> type, int schema) {
    return Files.exists(path.resolve(name)) ? document(name, type, schema).orElse(null) : null;
  }

  /** The record of nightly tests, which is beside the runs. */
  private @Nullable Endurance endurance() {
    Path beside = path.toAbsolutePath().normalize().resolveSibling(Endurance.FILE);
    return Files.exists(beside)
        ? document(beside, Endurance.FILE, Endurance.class, Endurance.SCHEMA).orElse(null)
        : null;
  }

  /** What strategies would merge; nothing where the run has no such document. */
  private Proposals proposals() {
    return Files.exists(path.resolve(Proposals.FILE))
        ? document(Proposals.FILE, Proposals.class, Proposals.SCHEMA).orElseGet(Proposals::none)
        : Proposals.none();
  }

  private Verdicts verdicts(Optional<Manifest> manifest) {
    long seed = manifest.map(Manifest::seed).orElse(0L);
    Optional<Verdicts> document = document(VERDICTS, Verdicts.class, Verdicts.SCHEMA);
    if (document.isPresent()) {
      return document.get();
    }
    try {
      Path log = path.resolve(CellLog.FILE);
      CellLog.Content content = CellLog.read(log);
      gaps.addAll(content.warnings(log));
      return new Verdicts(Verdicts.SCHEMA, seed, List.copyOf(content.cells().values()));
    } catch (IOException e) {
      gaps.add(CellLog.FILE + " cannot be read: " + e.getMessage());
      return new Verdicts(Verdicts.SCHEMA, seed, List.of());
    }
  }

  private List<BenchScore> scores() {
    Path file = path.resolve(JmhJson.FILE);
    if (!Files.exists(file)) {
      gaps.add(JmhJson.FILE + " is missing: no benchmark was run");
      return List.of();
    }
    try {
      String text = Documents.read(file, Documents.SHARE_OF_TREE);
      hashes.put(JmhJson.FILE, Hashes.of(text));
      return JmhJson.parse(text);
    } catch (JsonProcessingException e) {
      gaps.add(damaged(JmhJson.FILE, e));
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      gaps.add(JmhJson.FILE + " cannot be read: " + firstLine(e));
      return List.of();
    }
  }

  private <T> Optional<T> document(String name, Class<T> type, int newest) {
    return document(path.resolve(name), name, type, newest);
  }

  private <T> Optional<T> document(Path file, String name, Class<T> type, int newest) {
    if (!Files.exists(file)) {
      gaps.add(name + " is missing");
      return Optional.empty();
    }
    try {
      String text = Documents.read(file, Documents.SHARE);
      hashes.put(name, Hashes.of(text));
      int schema = Json.number(text, "schema");
      if (schema < 1 || schema > newest) {
        gaps.add(name + " has schema " + schema + ", this program reads up to " + newest);
        return Optional.empty();
      }
      return Optional.of(Json.read(text, type));
    } catch (JsonProcessingException e) {
      gaps.add(damaged(name, e));
    } catch (IOException e) {
      gaps.add(name + " cannot be read: " + firstLine(e));
    }
    return Optional.empty();
  }

  private static String damaged(String name, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return name
        + " is damaged"
        + (at == null || at.getLineNr() < 1 ? "" : " in line " + at.getLineNr())
        + ": "
        + shortened(e.getOriginalMessage())
        + "; take it from a copy, or run the comparison again";
  }

  private static String firstLine(Exception e) {
    return shortened(e.getMessage());
  }

  private static String shortened(@Nullable String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
