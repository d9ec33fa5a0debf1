package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.result.ProjectedHost;
import dev.quiesce.harness.result.Projection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProjectionChapterTest {
  private static final ProjectedHost SMALL = new ProjectedHost(2, 27, 2, 100);
  private static final ProjectedHost LARGE = new ProjectedHost(1024, 4096, 12288, 100);

  private static Projection.Point point(ProjectedHost host, double waitNs) {
    Projection.Times times = new Projection.Times(waitNs, 2 * waitNs);
    return new Projection.Point("gfree-rcu", host, 0.25, times, times, times, 1.5, 7);
  }

  private static Section chapter() {
    return new ProjectionChapter(
            new Projection(
                Projection.SCHEMA,
                Projection.LABEL,
                1,
                "run",
                List.of("locks are fair"),
                List.of(
                    new Projection.Check("vCPUs, window 1", 1000, 1500),
                    new Projection.Check("main loop, window 1", 1000, 100)),
                List.of(point(SMALL, 1000), point(LARGE, 2_000_000))))
        .section();
  }

  private static List<Block.Table> tables(Section section) {
    List<Block.Table> tables = new ArrayList<>();
    for (Block block : section.blocks()) {
      if (block instanceof Block.Table table) {
        tables.add(table);
      }
    }
    section.sections().forEach(child -> tables.addAll(tables(child)));
    return tables;
  }

  @Test
  void tables_ofEveryHost_sayThatTheyAreSimulated() {
    assertThat(tables(chapter()))
        .extracting(Block.Table::caption)
        .containsExactly(
            "The simulation against waits that are known",
            "Simulated, not measured: 2 vCPUs, 27 listeners, 2 GiB, 100 MMIO accesses a second and"
                + " vCPU",
            "Simulated, not measured: 1,024 vCPUs, 4,096 listeners, 12,288 GiB, 100 MMIO accesses a"
                + " second and vCPU");
  }

  @Test
  void checks_always_showTheError() {
    assertThat(tables(chapter()).get(0).rows())
        .extracting(row -> row.fields().get(3).text())
        .containsExactly("1.50 ×", "0.10 ×");
  }

  @Test
  void figures_ofAHost_areThoseOfItsPoints() {
    assertThat(tables(chapter()).get(2).rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.fields().get(0).text()).isEqualTo("gfree-rcu");
              assertThat(row.fields().get(1).text()).isEqualTo("25.0 %");
              assertThat(row.fields().get(2).path()).isEqualTo("n/points/1/vcpuWait/meanNs");
              assertThat(row.fields().get(2).text()).isEqualTo("2.0 ms");
            });
  }
}
