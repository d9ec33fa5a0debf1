package dev.quiesce.harness.report;

import dev.quiesce.harness.result.ProjectedHost;
import dev.quiesce.harness.result.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a simulation of larger hosts says; its label stands over every table. */
public final class ProjectionTable {
  private static final List<String> HEAD =
      List.of(
          "strategy",
          "BQL held",
          "vCPU waits, mean",
          "p99",
          "walk p99",
          "eject, mean",
          "p99",
          "owners waiting, mean",
          "most");

  /** A table. */
  public ProjectionTable() {}

  /** For a terminal. */
  public String text(Projection projection) {
    StringBuilder out = new StringBuilder();
    for (ProjectedHost host : projection.hosts()) {
      out.append(title(projection, host)).append('\n');
      List<List<String>> rows = rows(projection, host);
      out.append(line(HEAD));
      rows.forEach(row -> out.append(line(row)));
      out.append('\n');
    }
    out.append("the simulation against waits that are known: ns, simulated/known\n");
    projection
        .checks()
        .forEach(
            check ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "  %-58s %10.0f %10.0f %6.2f x%n",
                        check.what(),
                        check.knownNs(),
                        check.simulatedNs(),
                        check.ratio())));
    out.append('\n');
    projection.notes().forEach(note -> out.append("  ").append(note).append('\n'));
    return out.toString();
  }

  private static String line(List<String> cells) {
    StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%-24s", cells.get(0)));
    for (int i = 1; i < cells.size(); i++) {
      int width = Math.max(9, HEAD.get(i).length()) + 2;
      out.append(" ".repeat(Math.max(1, width - cells.get(i).length()))).append(cells.get(i));
    }
    return out.append('\n').toString();
  }

  /** For a forge. */
  public String markdown(Projection projection) {
    StringBuilder out = new StringBuilder("# Larger hosts, " + projection.label() + "\n");
    for (ProjectedHost host : projection.hosts()) {
      out.append("\n## ").append(title(projection, host)).append("\n\n");
      out.append("| ").append(String.join(" | ", HEAD)).append(" |\n");
      out.append("|").append("---|".repeat(HEAD.size())).append('\n');
      for (List<String> row : rows(projection, host)) {
        out.append("| ").append(String.join(" | ", row)).append(" |\n");
      }
    }
    out.append("\n## Against waits that are known\n\n| what | known | simulated | ratio |\n");
    out.append("|---|---|---|---|\n");
    for (Projection.Check check : projection.checks()) {
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.2f |%n",
              check.what(),
              Evidence.nanos(check.knownNs()),
              Evidence.nanos(check.simulatedNs()),
              check.ratio()));
    }
    out.append('\n');
    projection.notes().forEach(note -> out.append("- ").append(note).append('\n'));
    return out.toString();
  }

  private static String title(Projection projection, ProjectedHost host) {
    return host.title() + " (" + projection.label() + ")";
  }

  private static List<List<String>> rows(Projection projection, ProjectedHost host) {
    List<List<String>> rows = new ArrayList<>();
    for (Projection.Point point : projection.points()) {
      if (point.host().equals(host)) {
        rows.add(
            List.of(
                point.strategy(),
                String.format(Locale.ROOT, "%.1f %%", 100 * point.bqlUtilisation()),
                Evidence.nanos(point.vcpuWait().meanNs()),
                Evidence.nanos(point.vcpuWait().p99Ns()),
                Evidence.nanos(point.walk().p99Ns()),
                Evidence.nanos(point.eject().meanNs()),
                Evidence.nanos(point.eject().p99Ns()),
                String.format(Locale.ROOT, "%.2f", point.backlogMean()),
                Integer.toString(point.backlogMax())));
      }
    }
    return rows;
  }
}
