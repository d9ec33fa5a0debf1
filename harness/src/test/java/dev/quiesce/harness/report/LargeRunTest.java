package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.rundir.RunData;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run ten times as large: five workloads, thirty repetitions. */
final class LargeRunTest {
  private static final int WORKLOADS = 5;
  private static final int REPETITIONS = 30;

  @Test
  void page_ofALargeRun_isRendered() {
    RunData data = SampleRun.data();
    List<Measurement> measurements = new ArrayList<>();
    for (int workload = 0; workload < WORKLOADS; workload++) {
      for (int repetition = 0; repetition < REPETITIONS; repetition++) {
        for (Measurement one : data.measurements().measurements()) {
          measurements.add(copy(one, "workload " + workload, repetition));
        }
      }
    }
    RunData large = SampleRun.with(data, data.verdicts().cells(), measurements, List.of());
    long begun = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Renderings renderings = Renderings.of(large);
    System.out.printf(
        "report of %d measurements: %d ms, of them %d on the CPU, %d KB of HTML%n",
        measurements.size(),
        (System.nanoTime() - begun) / 1_000_000,
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000,
        renderings.html().length() / 1024);

    assertThat(renderings.html()).contains("Replay of workload 4").contains("in 30");
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
}
