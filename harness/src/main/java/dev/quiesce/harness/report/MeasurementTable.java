package dev.quiesce.harness.report;

import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Latencies per strategy and operation: all of them, or the few that compare strategies. */
public final class MeasurementTable {
  private static final int STRATEGY = 24;
  private static final int OPERATION = 34;
  private static final int NUMBER = 11;

  /** What a summary shows: a heading of two words, the operation, and p50 or p99. */
  private record Column(String head, String unit, String operation, boolean tail) {}

  private static final List<Column> SUMMARY =
      List.of(
          new Column("clear", "p50", MeasuredOperation.CLEAR, false),
          new Column("clear", "p99", MeasuredOperation.CLEAR, true),
          new Column("unregister", "p50", MeasuredOperation.UNREGISTER, false),
          new Column("unregister", "p99", MeasuredOperation.UNREGISTER, true),
          new Column("free after", "p50", MeasuredOperation.RETIRE_TO_FREE, false));

  /**
   * One line a strategy, in 80 columns; what is not latency follows. Of several repetitions and
   * settings the first.
   */
  public String summary(List<Measurement> measurements) {
    StringBuilder out = new StringBuilder();
    for (String workload : workloads(measurements)) {
      List<Measurement> some =
          Measured.inFirstSetting(measurements, workload).stream()
              .map(one -> one.repetitions().get(0))
              .toList();
      out.append(Wrap.lines("replay of " + workload + settings(some)));
      out.append(left("", STRATEGY));
      SUMMARY.forEach(column -> out.append(right(column.head())));
      out.append('\n').append(left("", STRATEGY));
      SUMMARY.forEach(column -> out.append(right(column.unit())));
      out.append('\n');
      for (Measurement one : some) {
        out.append(left(one.strategy(), STRATEGY));
        SUMMARY.forEach(column -> out.append(right(value(one, column))));
        out.append('\n');
      }
      gaugesThatDiffer(some).forEach(line -> out.append(Wrap.lines(line)));
    }
    return out.toString();
  }

  /** Every operation, for a terminal of 80 columns. */
  public String text(List<Measurement> measurements) {
    StringBuilder out = new StringBuilder();
    for (Measurement one : measurements) {
      out.append(Wrap.lines(name(one) + ", " + one.workload() + settings(List.of(one))));
      line(out, List.of("  operation", "count", "p50", "p99", "max"));
      for (OperationMeasurement operation : shown(one)) {
        line(
            out,
            List.of(
                "  " + operation.name(),
                Long.toString(operation.count()),
                value(operation, operation.p50()),
                value(operation, operation.p99()),
                value(operation, operation.max())));
      }
      String gauges =
          one.gauges().entrySet().stream()
              .map(gauge -> gauge.getKey() + " " + Evidence.number(gauge.getValue()))
              .collect(Collectors.joining(", "));
      out.append(Wrap.lines("  " + gauges));
      notes(one).forEach(note -> out.append(Wrap.lines("  " + note)));
      out.append('\n');
    }
    return out.toString();
  }

  /** As a section of a document: a table a workload, operations against strategies. */
  public String markdown(List<Measurement> measurements) {
    Markdown md = new Markdown();
    for (String workload : workloads(measurements)) {
      List<Measurement> some = of(measurements, workload);
      md.paragraph(
          "Replay of "
              + workload
              + settings(some)
              + ". Each field is p50 / p99 / max; all percentiles are in measurements.json.");
      md.table(header("operation (count)", some), operations(some));
      md.table(header("figure", some), gauges(some));
      List<String> notes = new ArrayList<>();
      common(some).forEach(note -> notes.add("all: " + note));
      for (Measurement one : some) {
        notes(one).stream()
            .filter(note -> some.size() == 1 || !common(some).contains(note))
            .map(note -> note.lines().findFirst().orElse(""))
            .forEach(note -> notes.add(name(one) + ": " + note));
      }
      md.list(notes);
    }
    return md.toString();
  }

  private static List<String> header(String first, List<Measurement> measurements) {
    List<String> header = new ArrayList<>(List.of(first));
    measurements.forEach(one -> header.add(Markdown.escape(name(one))));
    return header;
  }

  private static List<List<String>> operations(List<Measurement> measurements) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Measurement one : measurements) {
      shown(one).forEach(operation -> rows.put(operation.name(), new ArrayList<>()));
    }
    rows.forEach(
        (name, row) -> {
          List<Optional<OperationMeasurement>> found =
              measurements.stream().map(one -> find(one, name)).toList();
          Set<Long> counts =
              found.stream()
                  .flatMap(Optional::stream)
                  .map(OperationMeasurement::count)
                  .collect(Collectors.toCollection(TreeSet::new));
          row.add(counts.size() == 1 ? name + " (" + counts.iterator().next() + ")" : name);
          found.forEach(one -> row.add(one.map(it -> field(it, counts.size() > 1)).orElse("")));
        });
    return List.copyOf(rows.values());
  }

  private static String field(OperationMeasurement one, boolean counted) {
    return value(one, one.p50())
        + " / "
        + value(one, one.p99())
        + " / "
        + value(one, one.max())
        + (counted ? " (" + one.count() + ")" : "");
  }

  private static List<List<String>> gauges(List<Measurement> measurements) {
    Set<String> names = new LinkedHashSet<>();
    measurements.forEach(one -> names.addAll(one.gauges().keySet()));
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      measurements.forEach(one -> row.add(gauge(one, name)));
      rows.add(row);
    }
    return rows;
  }

  /** Counts that some strategy has and another has not: refusals, self-deadlocks. */
  private static List<String> gaugesThatDiffer(List<Measurement> measurements) {
    List<String> lines = new ArrayList<>();
    for (String name :
        List.of(
            "refusals",
            "self-deadlocks",
            "skipped",
            Measurement.FAILED,
            MeasuredOperation.OVERLAPS)) {
      String text =
          measurements.stream()
              .filter(one -> one.gauges().getOrDefault(name, 0.0) > 0)
              .map(one -> one.strategy() + " " + gauge(one, name))
              .collect(Collectors.joining(", "));
      if (!text.isEmpty()) {
        lines.add("  " + name + ": " + text);
      }
    }
    measurements.stream()
        .filter(Measurement::flagged)
        .forEach(one -> lines.add("  " + one.strategy() + " " + late(one)));
    return lines;
  }

  private static String gauge(Measurement one, String name) {
    Double value = one.gauges().get(name);
    return value == null ? "" : Evidence.number(value);
  }

  private static List<String> common(List<Measurement> measurements) {
    return measurements.size() < 2
        ? List.of()
        : measurements.get(0).notes().stream()
            .filter(note -> measurements.stream().allMatch(one -> one.notes().contains(note)))
            .toList();
  }

  private static List<String> notes(Measurement one) {
    List<String> notes = new ArrayList<>(one.notes());
    if (one.flagged()) {
      notes.add(late(one));
    }
    return notes;
  }

  static String late(Measurement one) {
    return "could not keep the recorded pace, operations started up to "
        + Evidence.nanos(one.driftP99Ns())
        + " late (p99)";
  }

  /** Without service times that equal the latency, as they do at the highest speed. */
  private static List<OperationMeasurement> shown(Measurement one) {
    String service = "-service";
    return one.operations().stream()
        .filter(
            operation ->
                !operation.name().endsWith(service)
                    || !sameTail(
                        operation,
                        find(
                            one,
                            operation
                                .name()
                                .substring(0, operation.name().length() - service.length()))))
        .toList();
  }

  private static boolean sameTail(OperationMeasurement a, Optional<OperationMeasurement> b) {
    return b.filter(it -> it.p50() == a.p50() && it.p99() == a.p99() && it.max() == a.max())
        .isPresent();
  }

  private static Optional<OperationMeasurement> find(Measurement one, String operation) {
    return one.operations().stream().filter(it -> it.name().equals(operation)).findFirst();
  }

  private static Set<String> workloads(List<Measurement> measurements) {
    return measurements.stream()
        .map(Measurement::workload)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Measurement> of(List<Measurement> measurements, String workload) {
    return measurements.stream().filter(one -> one.workload().equals(workload)).toList();
  }

  private static String settings(List<Measurement> measurements) {
    return measurements.stream()
        .map(one -> one.setting().get("speed"))
        .filter(speed -> speed != null)
        .findFirst()
        .map(speed -> speed.equals("max") ? " as fast as possible" : " at speed " + speed)
        .orElse("");
  }

  private static String name(Measurement one) {
    String repetition = one.setting().getOrDefault("repetition", "0");
    String rcu = one.setting().getOrDefault("rcu", "");
    String logClear = one.setting().getOrDefault("log-clear", "recorded");
    return one.strategy()
        + (CellKey.isDefaultForm(one.form()) ? "" : " " + one.form())
        + (rcu.equals("qemu") ? " qemu-rcu" : "")
        + (logClear.equals("recorded") ? "" : " log-clear " + logClear)
        + (repetition.equals("0") ? "" : " #" + repetition);
  }

  private static String value(Measurement one, Column column) {
    return find(one, column.operation())
        .filter(it -> it.count() > 0)
        .map(it -> value(it, column.tail() ? it.p99() : it.p50()))
        .orElse("-");
  }

  static String value(OperationMeasurement operation, double value) {
    return operation.unit().equals("ns")
        ? Evidence.nanos(value)
        : Evidence.number(value) + " " + operation.unit();
  }

  private static void line(StringBuilder out, List<String> fields) {
    out.append(left(fields.get(0), OPERATION));
    fields.subList(1, fields.size()).forEach(field -> out.append(right(field)));
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
