package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.rundir.RunData;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fields whose number stands in a document of the run, and is said to stand there: {@code m/} is
 * {@code measurements.json}, its list of measurements; {@code o/} is there too, the number of a
 * measurement, of one of its operations, and a percentile; {@code j/} is {@code jmh.json}, the
 * number of a score and a member of its primary metric; {@code t/} is {@code torture.json}, its
 * list of strategies; {@code n/} is {@code projection.json}. There are thousands of them: short.
 */
final class Figures {
  private final IdentityHashMap<Object, Integer> positions = new IdentityHashMap<>();
  private final IdentityHashMap<Measurement, Map<String, Integer>> operations =
      new IdentityHashMap<>();

  Figures(RunData data) {
    List<Measurement> measurements = data.measurements().measurements();
    for (int i = 0; i < measurements.size(); i++) {
      positions.put(measurements.get(i), i);
    }
    for (int i = 0; i < data.scores().size(); i++) {
      positions.put(data.scores().get(i), i);
    }
  }

  private int position(Object of) {
    return Objects.requireNonNull(positions.get(of), "not of this run");
  }

  /** A percentile of an operation. */
  enum Statistic {
    P50,
    P99,
    MAX,
    COUNT;

    String key() {
      return Names.of(this);
    }

    double of(OperationMeasurement operation) {
      return switch (this) {
        case P50 -> operation.p50();
        case P99 -> operation.p99();
        case MAX -> operation.max();
        case COUNT -> operation.count();
      };
    }
  }

  /** The lower median of some repetitions' values of an operation; empty if none has it. */
  Optional<Field> operation(List<Measurement> repetitions, String name, Statistic statistic) {
    Measurement median = median(repetitions, name, statistic);
    return median == null ? Optional.empty() : operation(median, name, statistic);
  }

  private @Nullable Measurement median(
      List<Measurement> repetitions, String name, Statistic statistic) {
    IdentityHashMap<Measurement, Double> values = new IdentityHashMap<>();
    for (Measurement one : repetitions) {
      Integer i = operations.computeIfAbsent(one, Figures::index).get(name);
      if (i != null) {
        values.put(one, statistic.of(one.operations().get(i)));
      }
    }
    return repetitions.stream()
        .filter(values::containsKey)
        .sorted(Comparator.comparingDouble(one -> values.getOrDefault(one, 0.0)))
        .skip(Math.max(0, (values.size() - 1) / 2))
        .findFirst()
        .orElse(null);
  }

  /** An operation's value in one measurement. */
  Optional<Field> operation(Measurement one, String name, Statistic statistic) {
    Integer i = operations.computeIfAbsent(one, Figures::index).get(name);
    if (i == null) {
      return Optional.empty();
    }
    OperationMeasurement operation = one.operations().get(i);
    double value = statistic.of(operation);
    String path = "o/" + position(one) + "/" + i + "/" + statistic.key();
    String text =
        statistic == Statistic.COUNT
            ? Evidence.number(value)
            : MeasurementTable.value(operation, value);
    return Optional.of(Field.figure(text, path, value));
  }

  /** Places of the operations that occurred, by name. */
  private static Map<String, Integer> index(Measurement one) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < one.operations().size(); i++) {
      if (one.operations().get(i).count() > 0) {
        index.putIfAbsent(one.operations().get(i).name(), i);
      }
    }
    return index;
  }

  /** A gauge of one measurement. */
  Optional<Field> gauge(Measurement one, String name) {
    Double value = one.gauges().get(name);
    int at = position(one);
    String path = "m/" + at + "/gauges/" + name;
    return Optional.ofNullable(value).map(it -> Field.figure(Evidence.number(it), path, it));
  }

  /** A benchmark's score. */
  Field score(BenchScore score) {
    String path = "j/" + position(score) + "/score";
    return Field.figure(
        String.format(Locale.ROOT, "%.1f %s", score.score(), score.unit()), path, score.score());
  }

  /** Half of a benchmark's interval. */
  Field error(BenchScore score) {
    if (Double.isNaN(score.error())) {
      return Field.of("unknown", Field.Tone.WARN);
    }
    String path = "j/" + position(score) + "/scoreError";
    return Field.figure(String.format(Locale.ROOT, "± %.1f", score.error()), path, score.error());
  }
}
