package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.Json;
import java.util.List;

/** Hashes of what decides results: the configuration and the program. */
public final class Configuration {
  private final Build build;

  /** Configurations of one program. */
  public Configuration(Build build) {
    this.build = build;
  }

  /** Of one cell. */
  public String ofCell(CellJob job) {
    return Hashes.of(build.fingerprint() + "\n" + Json.line(job));
  }

  /** Of a whole run: its cells, and what else it was told. */
  public String ofRun(List<CellJob> jobs, List<String> rest) {
    return Hashes.of(build.fingerprint() + "\n" + Json.line(jobs) + "\n" + Json.line(rest));
  }
}
