package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.RunFailure;
import java.io.IOException;
import java.nio.file.Path;

/** The rendered documents of a run directory. */
public final class Reports {
  /** Name of the Markdown report. */
  public static final String MARKDOWN = "report.md";

  /** Name of the CSV report. */
  public static final String CSV = "report.csv";

  /** Name of the HTML report. */
  public static final String HTML = "report.html";

  private Reports() {}

  /** Replaces the rendered documents of a run. */
  public static void write(Path run, String html, String markdown, String csv) {
    try {
      Documents.write(run.resolve(HTML), html);
      Documents.write(run.resolve(MARKDOWN), markdown);
      Documents.write(run.resolve(CSV), csv);
    } catch (IOException e) {
      throw new RunFailure("cannot write the report into " + run + ": " + e, e);
    }
  }
}
