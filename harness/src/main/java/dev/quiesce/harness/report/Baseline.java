package dev.quiesce.harness.report;

import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.rundir.Environment;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An earlier run that a run is compared with.
 *
 * @param name what it is called: its directory
 * @param data what is in it
 */
public record Baseline(String name, RunData data) {
  /**
   * Refuses a baseline whose times mean nothing here.
   *
   * @throws UsageException if the runs were made on different machines, or one does not say on
   *     which
   */
  public void requireSameMachine(@Nullable Environment now) {
    List<String> differences = machineDifferences(now);
    if (!differences.isEmpty()) {
      throw new UsageException(
          "the baseline "
              + name
              + " was made on another machine: "
              + String.join("; ", differences)
              + ". Its times do not compare; --any-machine compares them nevertheless");
    }
  }

  /** What the machines differ in; also that one is not known. */
  List<String> machineDifferences(@Nullable Environment now) {
    Manifest there = data.manifest();
    if (now == null || there == null) {
      return List.of("manifest.json is missing, so the machine is not known");
    }
    Environment a = there.environment();
    Environment b = now;
    List<String> differences = new ArrayList<>();
    differ(differences, "CPU", a.cpuModel(), b.cpuModel());
    differ(differences, "cores", Integer.toString(a.cores()), Integer.toString(b.cores()));
    differ(differences, "SMT", a.smt(), b.smt());
    differ(differences, "governor", a.governor(), b.governor());
    differ(differences, "CPU limit", a.cgroupCpu(), b.cgroupCpu());
    return differences;
  }

  /** What the machines of two runs differ in. */
  List<String> machineDifferences(RunData now) {
    Manifest here = now.manifest();
    return machineDifferences(here == null ? null : here.environment());
  }

  private static void differ(
      List<String> differences, String what, @Nullable String before, @Nullable String now) {
    String old = String.valueOf(before);
    String current = String.valueOf(now);
    if (!old.equals(current)) {
      differences.add(what + " " + old + " there, " + current + " here");
    }
  }

  /** What is worse than in the baseline, by more than some percent where it is a time. */
  public List<String> regressions(RunData now, double percent) {
    List<String> regressions = new ArrayList<>();
    for (VerdictChange change :
        VerdictChange.between(data.verdicts().cells(), now.verdicts().cells())) {
      if (change.worse()) {
        regressions.add(
            change.now().key().display()
                + ": "
                + Names.of(change.before())
                + " → "
                + Names.of(change.now().verdict()));
      }
    }
    TortureChange.between(data.torture(), now.torture()).stream()
        .filter(TortureChange::worse)
        .map(TortureChange::text)
        .forEach(regressions::add);
    for (FigureChange change : FigureChange.between(data, now)) {
      if (change.regression(percent)) {
        regressions.add(
            change.what()
                + String.format(
                    Locale.ROOT,
                    ": %+.1f %% (p %.4f, delta %.2f)",
                    change.values().percent(),
                    change.values().p(),
                    change.values().delta()));
      }
    }
    return regressions;
  }
}
