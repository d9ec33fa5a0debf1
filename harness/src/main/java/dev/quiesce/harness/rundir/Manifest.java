package dev.quiesce.harness.rundir;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run was made of: the document {@code manifest.json}.
 *
 * @param schema version of the format
 * @param state of the run
 * @param command the command line
 * @param profile smoke, quick or full
 * @param seed of everything that involves chance
 * @param configurationHash of everything that decides the results
 * @param build the program
 * @param environment machine and Java
 * @param childFlags JVM options of the children, by kind
 * @param workloadHashes SHA-256 of the workloads, by name
 * @param started UTC
 * @param finished UTC, or null
 * @param loadAtStart load average
 * @param loadAtEnd load average, or null
 * @param exitCode of the run, or null
 * @param warnings what a reader must know
 */
public record Manifest(
    int schema,
    State state,
    List<String> command,
    String profile,
    long seed,
    String configurationHash,
    Build build,
    Environment environment,
    Map<String, List<String>> childFlags,
    Map<String, String> workloadHashes,
    String started,
    @Nullable String finished,
    double loadAtStart,
    @Nullable Double loadAtEnd,
    @Nullable Integer exitCode,
    List<String> warnings) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** The file's name. */
  public static final String FILE = "manifest.json";

  /** Copies the collections. */
  public Manifest {
    command = List.copyOf(command);
    childFlags = Collections.unmodifiableMap(new TreeMap<>(childFlags));
    workloadHashes = Collections.unmodifiableMap(new TreeMap<>(workloadHashes));
    warnings = List.copyOf(warnings);
  }

  /** How far a run came. */
  public enum State {
    /** Not ended, or killed. */
    RUNNING,
    /** Every cell has a verdict and the report is written. */
    FINISHED,
    /** Ended by a signal. */
    INTERRUPTED,
    /** Ended by an error. */
    FAILED
  }

  /** The same run, ended. */
  public Manifest ended(
      State how, @Nullable Integer code, String at, double load, List<String> told) {
    return new Manifest(
        schema,
        how,
        command,
        profile,
        seed,
        configurationHash,
        build,
        environment,
        childFlags,
        workloadHashes,
        started,
        at,
        loadAtStart,
        load,
        code,
        told);
  }
}
