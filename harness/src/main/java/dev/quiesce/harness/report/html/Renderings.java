package dev.quiesce.harness.report.html;

import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.report.Baseline;
import dev.quiesce.harness.report.CsvReport;
import dev.quiesce.harness.report.MarkdownReport;
import dev.quiesce.harness.report.PageBuilder;
import dev.quiesce.harness.report.page.Page;
import dev.quiesce.harness.rundir.Reports;
import dev.quiesce.harness.rundir.RunData;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Every rendering of one run's report.
 *
 * @param html the page
 * @param markdown the same for forges
 * @param csv its data for spreadsheets
 */
public record Renderings(String html, String markdown, String csv) {
  /** Renders a run. */
  public static Renderings of(RunData data) {
    return of(data, null);
  }

  /** Renders a run, with what changed against another. */
  public static Renderings of(RunData data, @Nullable Baseline baseline) {
    Page page = new PageBuilder(QemuOwners.bundled()).build(data, baseline);
    return new Renderings(
        new HtmlReport().render(page),
        new MarkdownReport().render(page),
        new CsvReport().render(data));
  }

  /** Replaces the rendered documents in a run directory. */
  public void write(Path run) {
    Reports.write(run, html, markdown, csv);
  }
}
