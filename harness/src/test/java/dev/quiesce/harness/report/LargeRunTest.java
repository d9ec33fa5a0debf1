package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.rundir.RunData;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A run ten times as large: five workloads, thirty repetitions. */
final class LargeRunTest {
  private static final int MAX_BYTES = 2_000_000;

  @Test
  void page_ofALargeRun_isRenderedAndSmall() {
    RunData large = SampleRun.large();
    long begun = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Renderings renderings = Renderings.of(large);
    System.out.printf(
        "report of %d measurements: %d ms, of them %d on the CPU, %d KB of HTML%n",
        large.measurements().measurements().size(),
        (System.nanoTime() - begun) / 1_000_000,
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000,
        renderings.html().length() / 1024);

    assertThat(renderings.html()).contains("Replay of workload 4").contains("in 30");
    assertThat(renderings.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(MAX_BYTES);
  }
}
