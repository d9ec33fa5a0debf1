package dev.quiesce.harness.report;

import dev.quiesce.harness.rundir.RunData;
import java.nio.file.Path;
import java.util.List;

/** What {@code compare} prints on a terminal. */
public final class CompareText {
  private final Colour colour;

  /** With or without colours. */
  public CompareText(Colour colour) {
    this.colour = colour;
  }

  /** Matrices, findings, measurements, and where the rest is. */
  public String render(RunData data, List<Finding> findings, Path run) {
    StringBuilder out = new StringBuilder();
    out.append(new TerminalTable(colour).render(data.verdicts().cells(), findings));
    if (!data.measurements().measurements().isEmpty()) {
      out.append('\n');
      out.append(new MeasurementTable().summary(data.measurements().measurements()));
    }
    long answered = new Questions(data).answers().stream().filter(Answer::answered).count();
    out.append('\n').append(answered).append(" of the thread's 14 questions are answered in\n");
    return out.append(run.resolve("report.html")).append('\n').toString();
  }
}
