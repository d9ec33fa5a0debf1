package dev.quiesce.harness.report;

import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureViolation;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The cells, measurements and counts of torture as CSV, for spreadsheets: no field is ever read as
 * a formula.
 */
public final class CsvReport {
  private static final List<String> HEADER =
      List.of(
          "record",
          "strategy",
          "role",
          "form",
          "subject",
          "variant",
          "memoryModel",
          "rcu",
          "verdict",
          "expected",
          "exhausted",
          "bound",
          "executions",
          "steps",
          "violated",
          "kind",
          "severity",
          "replay",
          "operation",
          "unit",
          "count",
          "p50",
          "p90",
          "p99",
          "p999",
          "max",
          "mean");
  private static final int CELL_FIELDS = 18;
  private static final int VIOLATED = 14;
  private static final String FORMULA = "=+-@\t\r";

  /** The document. */
  public String render(RunData data) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    data.verdicts().cells().forEach(cell -> lines.add(cell(cell)));
    for (Measurement measurement : data.measurements().measurements()) {
      measurement.operations().forEach(operation -> lines.add(operation(measurement, operation)));
    }
    TortureDocument torture = data.torture();
    if (torture != null) {
      torture.strategies().forEach(result -> torture(result, lines));
    }
    return lines.stream()
        .map(line -> line.stream().map(CsvReport::field).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static List<String> cell(CellResult cell) {
    var violation = cell.violation();
    var expected = cell.expected();
    String violated =
        cell.promises().entrySet().stream()
            .filter(entry -> entry.getValue().seen())
            .map(entry -> entry.getKey().name())
            .collect(Collectors.joining(" "));
    List<String> fields =
        new ArrayList<>(
            List.of(
                "cell",
                cell.key().strategy(),
                Names.of(cell.key().role()),
                cell.key().form(),
                cell.key().scenario(),
                cell.key().variant(),
                Names.of(cell.key().memoryModel()),
                Names.of(cell.key().rcu()),
                Names.of(cell.verdict()),
                expected == null ? "" : Names.of(expected),
                Boolean.toString(cell.exhausted()),
                cell.bound(),
                Long.toString(cell.executions()),
                Long.toString(cell.steps()),
                violated,
                violation == null ? "" : violation.kind().id(),
                violation == null ? "" : Names.of(violation.severity()),
                violation == null ? "" : violation.replay()));
    fill(fields, HEADER.size());
    return fields;
  }

  private static List<String> operation(Measurement measurement, OperationMeasurement operation) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "measurement",
                measurement.strategy(),
                "",
                measurement.form(),
                measurement.workload()));
    fill(fields, CELL_FIELDS);
    fields.addAll(
        List.of(
            operation.name(),
            operation.unit(),
            Long.toString(operation.count()),
            number(operation.p50()),
            number(operation.p90()),
            number(operation.p99()),
            number(operation.p999()),
            number(operation.max()),
            number(operation.mean())));
    return fields;
  }

  /** A line with the verdict, and one for each count, fault, delay and broken promise. */
  private static void torture(TortureResult result, List<List<String>> lines) {
    List<String> verdict =
        new ArrayList<>(
            List.of(
                "torture",
                result.strategy(),
                result.role(),
                result.form(),
                "",
                "",
                "",
                "",
                Names.of(result.verdict())));
    fill(verdict, HEADER.size());
    lines.add(verdict);
    result.counts().forEach((name, count) -> lines.add(count(result, name, count)));
    result.faults().forEach((name, count) -> lines.add(count(result, "fault: " + name, count)));
    result.delays().forEach((name, count) -> lines.add(count(result, "delay: " + name, count)));
    for (TortureViolation one : result.violations()) {
      List<String> line = count(result, "in " + one.activity(), one.count());
      line.set(VIOLATED, one.promise().name());
      line.set(VIOLATED + 1, one.kind().id());
      lines.add(line);
    }
  }

  private static List<String> count(TortureResult result, String name, long count) {
    List<String> fields =
        new ArrayList<>(List.of("torture", result.strategy(), result.role(), result.form()));
    fill(fields, CELL_FIELDS);
    fields.addAll(List.of(name, "count", Long.toString(count)));
    fill(fields, HEADER.size());
    return fields;
  }

  private static void fill(List<String> fields, int size) {
    while (fields.size() < size) {
      fields.add("");
    }
  }

  /** One digit after the point; a large run has a million of these. */
  private static String number(double value) {
    if (!(Math.abs(value) < 1e15)) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    long tenths = Math.round(Math.abs(value) * 10);
    return (value < 0 && tenths > 0 ? "-" : "") + tenths / 10 + "." + tenths % 10;
  }

  /** Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe. */
  static String field(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    if (safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
      return '"' + safe.replace("\"", "\"\"") + '"';
    }
    return safe;
  }
}
