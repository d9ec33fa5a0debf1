package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.WorkloadFacts;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Questions asked of a run's data in the words of cells and figures. */
final class Evidence {
  private final RunData data;

  Evidence(RunData data) {
    this.data = data;
  }

  /** Decided cells that satisfy a condition. */
  List<CellResult> cells(Predicate<CellResult> condition) {
    return data.verdicts().cells().stream()
        .filter(cell -> cell.verdict() != Verdict.UNKNOWN)
        .filter(cell -> cell.verdict() != Verdict.NOT_APPLICABLE)
        .filter(condition)
        .toList();
  }

  /** Decided cells of a strategy in some scenarios; of every form. */
  List<CellResult> cells(String strategy, String... scenarios) {
    return cells(in(scenarios).and(cell -> cell.key().strategy().equals(strategy)));
  }

  static Predicate<CellResult> in(String... scenarios) {
    List<String> ids = Arrays.asList(scenarios);
    return cell -> ids.contains(cell.key().scenario());
  }

  static Predicate<CellResult> fix() {
    return cell -> cell.key().role() == Role.FIX;
  }

  static List<CellResult> violated(List<CellResult> cells) {
    return cells.stream().filter(cell -> cell.verdict() == Verdict.VIOLATED).toList();
  }

  static List<CellResult> refused(List<CellResult> cells) {
    return cells.stream().filter(cell -> cell.verdict() == Verdict.REFUSED).toList();
  }

  static List<CellResult> seen(List<CellResult> cells, Promise... promises) {
    return cells.stream()
        .filter(cell -> Arrays.stream(promises).anyMatch(promise -> sees(cell, promise)))
        .toList();
  }

  static boolean sees(CellResult cell, Promise promise) {
    var status = cell.promises().get(promise);
    return status != null && status.seen();
  }

  /** "3 of 4 cells". */
  static String share(List<CellResult> part, List<CellResult> all) {
    return part.size() + " of " + all.size() + (all.size() == 1 ? " cell" : " cells");
  }

  /** The kinds of violations, most frequent first, without doubles. */
  static String kinds(List<CellResult> cells) {
    return cells.stream()
        .flatMap(cell -> cell.violations().stream())
        .map(violation -> violation.kind().id())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The subjects of some cells. */
  static String subjects(List<CellResult> cells) {
    String names =
        Subject.of(cells).stream().map(Subject::display).collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  /** The scenarios of some cells. */
  static String scenarios(List<CellResult> cells) {
    String names =
        cells.stream()
            .map(cell -> cell.key().scenario())
            .distinct()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  /** A line for each cell that does not hold, and one a subject for those that do. */
  static List<Support> lines(List<CellResult> cells) {
    List<Support> lines = new ArrayList<>();
    List<CellResult> holding = new ArrayList<>();
    Map<String, List<CellResult>> alike = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      if (cell.verdict() == Verdict.HOLDS) {
        holding.add(cell);
      } else {
        alike.computeIfAbsent(line(cell), key -> new ArrayList<>()).add(cell);
      }
    }
    alike.forEach(
        (line, some) -> lines.add(new Support(line + models(some), Places.cell(some.get(0)))));
    for (Subject subject : Subject.of(holding)) {
      List<CellResult> own = of(holding, subject);
      long exhausted = own.stream().filter(CellResult::exhausted).count();
      String text =
          subject.display()
              + ": holds in "
              + own.size()
              + (own.size() == 1 ? " cell" : " cells")
              + ", "
              + exhausted
              + " exhausted ("
              + scenarios(own)
              + ")";
      lines.add(new Support(text, Places.scenario(subject, "all")));
    }
    return lines;
  }

  /** A line a subject: in which cells something was seen. */
  static List<Support> places(List<CellResult> cells) {
    return Subject.of(cells).stream()
        .map(
            subject ->
                new Support(
                    subject.display()
                        + ": "
                        + of(cells, subject).stream()
                            .map(cell -> cell.key().scenario() + "/" + cell.key().variant())
                            .collect(Collectors.joining(", ")),
                    Places.scenario(subject, "all")))
        .toList();
  }

  /** The cells of one subject. */
  static List<CellResult> of(List<CellResult> cells, Subject subject) {
    return cells.stream().filter(cell -> Subject.of(cell).equals(subject)).toList();
  }

  private static String models(List<CellResult> cells) {
    boolean tso = cells.stream().anyMatch(cell -> cell.key().memoryModel() == MemoryModel.TSO);
    boolean sc = cells.stream().anyMatch(cell -> cell.key().memoryModel() == MemoryModel.SC);
    return !tso ? "" : sc ? ", under both memory models" : ", under x86-TSO";
  }

  /** What is to be said of a cell, but for its memory model. */
  private static String line(CellResult cell) {
    var violation = cell.violation();
    return cell.key().withMemoryModel(MemoryModel.SC).display()
        + ": "
        + Names.of(cell.verdict())
        + (violation == null
            ? ""
            : " ("
                + violation.promise()
                + ", "
                + violation.kind()
                + ", "
                + violation.steps()
                + " steps)")
        + (cell.exhausted() ? ", exhausted" : ", within " + cell.bound());
  }

  /** Latencies of an operation, of every measurement of a strategy's complete form. */
  List<OperationMeasurement> operations(String strategy, String operation) {
    return measurements(strategy).stream()
        .flatMap(one -> one.operations().stream())
        .filter(one -> one.name().equals(operation) && one.count() > 0)
        .toList();
  }

  /** Measurements of a strategy. */
  List<Measurement> measurements(String strategy) {
    return data.measurements().measurements().stream()
        .filter(one -> one.strategy().equals(strategy))
        .toList();
  }

  /** Every measured strategy. */
  List<String> measuredStrategies() {
    return data.measurements().measurements().stream()
        .map(Measurement::strategy)
        .distinct()
        .toList();
  }

  /** Median, 99th percentile and largest value of an operation, as text; null without any. */
  @Nullable String spread(String strategy, String operation) {
    return operations(strategy, operation).stream()
        .findFirst()
        .map(one -> nanos(one.p50()) + " / " + nanos(one.p99()) + " / " + nanos(one.max()))
        .orElse(null);
  }

  /** The mean of an operation, in nanoseconds; null without any. */
  @Nullable Double mean(String strategy, String operation) {
    return median(
        operations(strategy, operation).stream().map(OperationMeasurement::mean).toList());
  }

  /** A line with median, 99th percentile and largest value of an operation, per strategy. */
  List<Support> spreadLines(String operation) {
    List<Support> lines = new ArrayList<>();
    for (String strategy : measuredStrategies()) {
      String spread = spread(strategy, operation);
      if (spread != null) {
        lines.add(new Support(strategy + ": " + operation + " " + spread, Places.MEASUREMENTS));
      }
    }
    return lines;
  }

  /** Recordings. */
  List<WorkloadFacts> workloads() {
    return data.subjects().workloads();
  }

  /** A figure of every recording that has it. */
  List<Support> figureLines(String figure) {
    return workloads().stream()
        .filter(one -> one.figures().containsKey(figure))
        .map(one -> Support.of(one.name() + ": " + figure + " " + number(figure(one, figure))))
        .toList();
  }

  static double figure(WorkloadFacts facts, String figure) {
    return facts.figures().getOrDefault(figure, 0.0);
  }

  static @Nullable Double median(List<Double> values) {
    if (values.isEmpty()) {
      return null;
    }
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** A time for people. */
  static String nanos(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    } else if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    } else if (nanos < 1e9) {
      return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}
