package dev.quiesce.harness.report;

import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The repetitions of one strategy over one workload.
 *
 * @param strategy the strategy's id
 * @param form the form's name
 * @param workload the workload's name
 * @param variant what else was chosen
 * @param difference of the variant from the first one of the workload; empty for that one
 * @param repetitions in the order they were made
 */
record Measured(
    String strategy,
    String form,
    String workload,
    String variant,
    String difference,
    List<Measurement> repetitions) {
  Measured {
    repetitions = List.copyOf(repetitions);
  }

  /** In the order of the measurements. */
  static List<Measured> of(List<Measurement> measurements, String workload) {
    Map<String, List<Measurement>> groups = new LinkedHashMap<>();
    for (Measurement one : measurements) {
      if (one.workload().equals(workload)) {
        groups
            .computeIfAbsent(
                String.join("\n", one.strategy(), one.form(), one.variant()),
                key -> new ArrayList<>())
            .add(one);
      }
    }
    List<Measured> measured = new ArrayList<>();
    Measurement first = null;
    for (List<Measurement> group : groups.values()) {
      Measurement one = group.get(0);
      first = first == null ? one : first;
      measured.add(
          new Measured(
              one.strategy(), one.form(), workload, one.variant(), difference(first, one), group));
    }
    return measured;
  }

  /** The same, of the first setting only. */
  static List<Measured> inFirstSetting(List<Measurement> measurements, String workload) {
    return of(measurements, workload).stream().filter(Measured::isInFirstSetting).toList();
  }

  boolean isInFirstSetting() {
    return difference.isEmpty();
  }

  private static String difference(Measurement first, Measurement one) {
    return one.setting().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("repetition"))
        .filter(entry -> !entry.getValue().equals(first.setting().get(entry.getKey())))
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Name for people. */
  String name() {
    String subject = CellKey.isDefaultForm(form) ? strategy : strategy + " " + form;
    return difference.isEmpty() ? subject : subject + " (" + difference + ")";
  }

  /** A statistic of an operation in each repetition that has it. */
  List<Double> values(String operation, Figures.Statistic statistic) {
    return repetitions.stream()
        .flatMap(one -> one.operations().stream())
        .filter(one -> one.name().equals(operation) && one.count() > 0)
        .map(statistic::of)
        .toList();
  }
}
