package dev.quiesce.harness.report;

import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import java.util.ArrayList;
import java.util.List;

/** Latencies per strategy and operation. */
public final class MeasurementTable {
  private static final int STRATEGY = 23;
  private static final int OPERATION = 16;
  private static final int NUMBER = 10;

  /** For a terminal of 80 columns. */
  public String text(List<Measurement> measurements) {
    StringBuilder out = new StringBuilder();
    line(out, List.of("strategy", "operation", "count", "p50", "p99", "max"));
    for (Measurement one : measurements) {
      for (OperationMeasurement operation : one.operations()) {
        line(
            out,
            List.of(
                one.strategy(),
                operation.name(),
                Long.toString(operation.count()),
                value(operation, operation.p50()),
                value(operation, operation.p99()),
                value(operation, operation.max())));
      }
    }
    notes(measurements).forEach(note -> out.append(note).append('\n'));
    return out.toString();
  }

  /** As a section of a document. */
  public String markdown(List<Measurement> measurements) {
    Markdown md = new Markdown();
    List<List<String>> rows = new ArrayList<>();
    for (Measurement one : measurements) {
      one.operations().forEach(operation -> rows.add(row(one, operation)));
    }
    md.table(
        List.of(
            "strategy",
            "form",
            "workload",
            "operation",
            "count",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max"),
        rows);
    md.list(notes(measurements));
    return md.toString();
  }

  private static List<String> notes(List<Measurement> measurements) {
    List<String> notes = new ArrayList<>();
    for (Measurement one : measurements) {
      String name = one.strategy() + " " + one.form() + ", " + one.workload();
      one.gauges()
          .forEach((gauge, value) -> notes.add(name + ": " + gauge + " " + Evidence.number(value)));
      one.notes().forEach(note -> notes.add(name + ": " + note));
      if (one.flagged()) {
        notes.add(
            name
                + ": could not keep the recorded pace, operations started up to "
                + Evidence.nanos(one.driftP99Ns())
                + " late (p99)");
      }
    }
    return notes;
  }

  private static List<String> row(Measurement measurement, OperationMeasurement operation) {
    return List.of(
        measurement.strategy(),
        measurement.form(),
        measurement.workload(),
        operation.name(),
        Long.toString(operation.count()),
        value(operation, operation.p50()),
        value(operation, operation.p90()),
        value(operation, operation.p99()),
        value(operation, operation.p999()),
        value(operation, operation.max()));
  }

  private static String value(OperationMeasurement operation, double value) {
    return operation.unit().equals("ns")
        ? Evidence.nanos(value)
        : Evidence.number(value) + " " + operation.unit();
  }

  private static void line(StringBuilder out, List<String> fields) {
    out.append(left(fields.get(0), STRATEGY)).append(left(fields.get(1), OPERATION));
    fields.subList(2, fields.size()).forEach(field -> out.append(right(field)));
    out.append('\n');
  }

  private static String left(String text, int width) {
    return text.length() >= width
        ? text.substring(0, width - 1) + " "
        : text + " ".repeat(width - text.length());
  }

  private static String right(String text) {
    return " ".repeat(Math.max(1, NUMBER - text.length())) + text;
  }
}
