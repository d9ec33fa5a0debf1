package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.Configuration;
import dev.quiesce.harness.rundir.RunDirectory;
import org.jspecify.annotations.Nullable;

/** Where finished cells are kept while a phase runs. */
interface CellStore {
  /** The result of an earlier run, or null. */
  @Nullable CellResult finished(CellJob job);

  /** Keeps a decided cell. */
  void add(CellJob job, CellResult result);

  /** Keeps nothing. */
  static CellStore none() {
    return new CellStore() {
      @Override
      public @Nullable CellResult finished(CellJob job) {
        return null;
      }

      @Override
      public void add(CellJob job, CellResult result) {}
    };
  }

  /** Keeps cells in a run directory. */
  static CellStore in(RunDirectory directory, Configuration configuration) {
    return new CellStore() {
      @Override
      public @Nullable CellResult finished(CellJob job) {
        return directory.finished().cells().get(configuration.ofCell(job));
      }

      @Override
      public void add(CellJob job, CellResult result) {
        directory.add(configuration.ofCell(job), result);
      }
    };
  }
}
