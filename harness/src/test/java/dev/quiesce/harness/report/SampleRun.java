package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.TortureVerdict;
import dev.quiesce.harness.result.Verdicts;
import dev.quiesce.harness.result.ViolationKind;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The committed reference run, and variants of it. */
public final class SampleRun {
  /** Where it is. */
  public static final Path REFERENCE = Path.of("..", "results", "reference");

  /** Two seconds of four strategies. */
  static final Path TORTURE = Path.of("src", "test", "resources", "report", "torture.json");

  private static final String SCRIPT = "<script>alert(1)</script>";

  private static final Endurance ENDURANCE =
      new Endurance(
          Endurance.SCHEMA,
          List.of(
              new Endurance.Fuzzed("mtree-tree", 1000, 60, "abc1234", "2025-03-01T00:00:00Z"),
              new Endurance.Fuzzed("token", 2000, 60, "abc1234", "2025-03-01T00:01:00Z")),
          new Endurance.Kills(50, 44, 7, "abc1234", "2025-03-02T00:00:00Z"),
          List.of(
              new Endurance.Tortured(
                  "gfree-rcu",
                  3600,
                  TortureVerdict.PASS,
                  327,
                  327,
                  "flat",
                  1,
                  "abc1234",
                  "2025-03-03T00:00:00Z")));

  private SampleRun() {}

  /** As it is committed. */
  public static RunData data() {
    return new RunReader(REFERENCE).read();
  }

  /** The same, with a short torture of another day, and nights before it. */
  static RunData tortured() throws IOException {
    return tortured(Json.read(Files.readString(TORTURE), TortureDocument.class));
  }

  /** The same, with that torture. */
  static RunData tortured(TortureDocument torture) {
    return with(torture, ENDURANCE);
  }

  /** The same, without torture. */
  static RunData untortured() {
    return with(null, null);
  }

  private static RunData with(@Nullable TortureDocument torture, @Nullable Endurance endurance) {
    RunData data = data();
    return new RunData(
        data.manifest(),
        data.subjects(),
        data.verdicts(),
        data.measurements(),
        data.scores(),
        data.proposals(),
        data.latencies(),
        data.hashes(),
        data.ablations(),
        torture,
        data.projection(),
        data.gaps(),
        endurance);
  }

  /** Ten times as large: five workloads, thirty repetitions of every replay. */
  public static RunData large() {
    RunData data = data();
    Map<String, Measurement> one = new LinkedHashMap<>();
    data.measurements().measurements().forEach(each -> one.putIfAbsent(each.strategy(), each));
    List<Measurement> measurements = new ArrayList<>();
    for (int workload = 0; workload < 5; workload++) {
      for (int repetition = 0; repetition < 30; repetition++) {
        for (Measurement each : one.values()) {
          measurements.add(copy(each, "workload " + workload, repetition));
        }
      }
    }
    return with(data, data.verdicts().cells(), measurements, List.of());
  }

  private static Measurement copy(Measurement one, String workload, int repetition) {
    Map<String, String> setting = new LinkedHashMap<>(one.setting());
    setting.put("repetition", Integer.toString(repetition));
    return new Measurement(
        one.strategy(),
        one.form(),
        workload,
        setting,
        one.operations(),
        one.gauges(),
        one.notes(),
        one.driftP99Ns(),
        one.flagged());
  }

  /** With a strategy, a scenario, a workload and an operation whose names are markup. */
  public static RunData hostile() {
    RunData data = data();
    List<CellResult> cells = new ArrayList<>(data.verdicts().cells());
    cells.add(
        Sample.cell(SCRIPT, SCRIPT)
            .variant("\"'><img src=x onerror=alert(1)>")
            .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, true)
            .note(SCRIPT)
            .build());
    List<Measurement> measurements = new ArrayList<>(data.measurements().measurements());
    measurements.add(
        new Measurement(
            SCRIPT,
            "complete",
            SCRIPT,
            Map.of(),
            List.of(new OperationMeasurement(SCRIPT, "ns", 9, 1, 2, 3, 4, 5, 6, 3)),
            Map.of(SCRIPT, 1.0),
            List.of(SCRIPT),
            0,
            false));
    List<String> gaps = new ArrayList<>(data.gaps());
    gaps.add(SCRIPT);
    return with(data, cells, measurements, gaps);
  }

  /** The same with other cells and measurements. */
  static RunData with(
      RunData data, List<CellResult> cells, List<Measurement> measurements, List<String> gaps) {
    return new RunData(
        data.manifest(),
        data.subjects(),
        new Verdicts(1, 1, cells),
        new Measurements(1, 1, measurements),
        data.scores(),
        data.proposals(),
        data.latencies(),
        data.hashes(),
        data.ablations(),
        data.torture(),
        data.projection(),
        gaps,
        data.endurance());
  }
}
