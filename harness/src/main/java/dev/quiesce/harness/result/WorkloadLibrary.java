package dev.quiesce.harness.result;

import java.nio.file.Path;
import java.util.List;

/** Recordings as the command line and the report see them. */
public interface WorkloadLibrary {
  /** Names and titles of the bundled recordings, the default first. */
  List<Entry> bundled();

  /**
   * Reads a recording.
   *
   * @param workload name of a bundled one, or a file's path
   * @throws UsageException if there is none or it cannot be read; the message names file and line
   */
  WorkloadFacts facts(String workload);

  /**
   * SHA-256 of a recording, as it is stored.
   *
   * @throws UsageException if there is none or it cannot be read
   */
  String hash(String workload);

  /**
   * Definitions of the uprobes that {@link #importLog} understands, for {@code perf probe --add}.
   */
  List<String> probes();

  /**
   * Turns the log of a QEMU into a workload file.
   *
   * @param ofPerf whether the log is the text of perf or trace-cmd, not QEMU's own
   * @return what was used, ignored and missing, for a person
   * @throws UsageException if the log is not acceptable; nothing is written then
   */
  String importLog(Path log, boolean ofPerf, Path workload);

  /**
   * A bundled recording.
   *
   * @param id its name
   * @param title one line
   */
  record Entry(String id, String title) {}
}
