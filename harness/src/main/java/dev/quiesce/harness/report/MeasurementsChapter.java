package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Anchor;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Replays of recordings: curves, time lines, locks, and every operation; of recordings after the
 * first less, for a page that opens at once.
 */
final class MeasurementsChapter {
  static final String WAIT = "-wait";
  static final String HOLD = "-hold";

  /** Below this nobody who reads the page has to care, ns. */
  private static final double SHORT_NS = 300_000;

  /** The same for recordings after the first. */
  private static final double SHORT_OF_OTHERS_NS = 1_000_000;

  private static final List<String> CURVES =
      List.of(MeasuredOperation.CLEAR, MeasuredOperation.UNREGISTER, MeasuredOperation.COMMIT);
  private static final List<String> FEWER_CURVES = List.of(MeasuredOperation.CLEAR);

  private final RunData data;
  private final Figures figures;

  MeasurementsChapter(RunData data) {
    this.data = data;
    this.figures = new Figures(data);
  }

  Section section() {
    List<Measurement> all = data.measurements().measurements();
    List<Section> sections = new ArrayList<>();
    Set<String> workloads = new LinkedHashSet<>();
    all.forEach(one -> workloads.add(one.workload()));
    for (String workload : workloads) {
      sections.add(workload(workload, Measured.of(all, workload), sections.isEmpty()));
    }
    List<Block> blocks =
        sections.isEmpty()
            ? List.of(
                new Block.Notice("No measurements", List.of("This run replayed no recording.")))
            : List.of();
    return new Section(Places.MEASUREMENTS, "Measurements", blocks, sections);
  }

  private Section workload(String workload, List<Measured> all, boolean first) {
    List<Measured> measured = all.stream().filter(Measured::isInFirstSetting).toList();
    double shortNs = first ? SHORT_NS : SHORT_OF_OTHERS_NS;
    List<Block> blocks = new ArrayList<>();
    data.subjects().workloads().stream()
        .filter(facts -> facts.name().equals(workload))
        .findFirst()
        .ifPresent(facts -> blocks.add(Block.Paragraph.of(facts.title() + ".")));
    notes(all, blocks);
    blocks.addAll(new Curves(data).blocks(workload, measured, first ? CURVES : FEWER_CURVES));
    if (first) {
      LockBlocks.of(measured, WAIT, "Waiting for locks, by lock and site (first repetition)")
          .ifPresent(blocks::add);
      LockBlocks.of(measured, HOLD, "Holding locks, by lock and site (first repetition)")
          .ifPresent(blocks::add);
      Block waiting = locks(measured, true, shortNs);
      Block holding = locks(measured, false, shortNs);
      blocks.add(
          folded("locks", workload, "Locks: waiting and holding, by site", waiting, holding));
    }
    blocks.add(folded("operations", workload, "Operations", operations(measured, shortNs)));
    if (first) {
      blocks.add(folded("gauges", workload, "Other figures of the replays", gauges(measured)));
    }
    if (all.size() > measured.size()) {
      blocks.add(folded("settings", workload, "Other settings", settings(all)));
    }
    return Section.of(Anchor.of("w", workload), "Replay of " + workload, blocks);
  }

  private static Block folded(String kind, String workload, String title, Block... blocks) {
    return new Block.Disclosure(Anchor.of(kind, workload), title, Tone.PLAIN, "", List.of(blocks));
  }

  private static void notes(List<Measured> measured, List<Block> blocks) {
    Set<String> common = new LinkedHashSet<>();
    List<String> lines = new ArrayList<>();
    List<String> late = new ArrayList<>();
    for (Measured one : measured) {
      one.repetitions().forEach(repetition -> common.addAll(repetition.notes()));
      double worst =
          one.repetitions().stream()
              .filter(Measurement::flagged)
              .mapToDouble(Measurement::driftP99Ns)
              .max()
              .orElse(0);
      if (worst > 0) {
        late.add(one.name() + " " + Evidence.nanos(worst));
      }
    }
    if (!late.isEmpty()) {
      lines.add(
          "inconclusive: these could not keep the recorded pace; operations started late by (p99) "
              + String.join(", ", late));
    }
    for (String note : common) {
      List<String> who =
          measured.stream()
              .filter(one -> one.repetitions().stream().anyMatch(it -> it.notes().contains(note)))
              .map(Measured::name)
              .toList();
      // The stacks of a replay that was given up follow in measurements.json.
      String said = note.lines().findFirst().orElse("");
      lines.add((who.size() == measured.size() ? "all" : String.join(", ", who)) + ": " + said);
    }
    if (!lines.isEmpty()) {
      blocks.add(new Block.Notice("Read these figures with care", lines));
    }
  }

  private Block locks(List<Measured> measured, boolean wait, double shortNs) {
    String kind = wait ? WAIT : HOLD;
    return table(
        wait ? "Waiting for locks" : "Holding locks",
        measured,
        new TreeSet<>(notShort(measured, name -> name.contains(kind), shortNs)),
        shortNs);
  }

  private Block operations(List<Measured> measured, double shortNs) {
    return table(
        "Operations from their intended start; -service: from their real start",
        measured,
        notShort(measured, name -> !isLock(name), shortNs),
        shortNs);
  }

  private static Set<String> notShort(
      List<Measured> measured, Predicate<String> kind, double shortNs) {
    return measured.stream()
        .flatMap(one -> one.repetitions().stream())
        .flatMap(one -> one.operations().stream())
        .filter(operation -> kind.test(operation.name()))
        .filter(operation -> operation.count() > 0 && operation.p99() >= shortNs)
        .map(OperationMeasurement::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Block table(String caption, List<Measured> measured, Set<String> names, double shortNs) {
    List<String> header = new ArrayList<>(List.of("operation"));
    for (Measured one : measured) {
      header.add(one.name() + " p50");
      header.add("p99");
    }
    List<List<Field>> rows = new ArrayList<>();
    for (String name : names) {
      List<Field> row = new ArrayList<>(List.of(Field.of(name)));
      for (Measured one : measured) {
        row.add(field(figures.operation(one.repetitions(), name, Figures.Statistic.P50)));
        row.add(field(figures.operation(one.repetitions(), name, Figures.Statistic.P99)));
      }
      rows.add(row);
    }
    return Block.Table.ofNumbers(
        caption
            + ": p50 and p99, where the p99 of any subject reaches "
            + Evidence.nanos(shortNs)
            + "; all others are in report.csv",
        header,
        rows);
  }

  /** What other settings do to the operations that the question is about. */
  private Block settings(List<Measured> all) {
    List<List<Field>> rows = new ArrayList<>();
    for (Measured one : all) {
      List<Field> row = new ArrayList<>(List.of(Field.of(one.name())));
      for (String operation : List.of(MeasuredOperation.CLEAR, MeasuredOperation.UNREGISTER)) {
        row.add(field(figures.operation(one.repetitions(), operation, Figures.Statistic.P50)));
        row.add(field(figures.operation(one.repetitions(), operation, Figures.Statistic.P99)));
      }
      row.add(
          field(
              figures.operation(
                  one.repetitions(), MeasuredOperation.RETIRE_TO_FREE, Figures.Statistic.P99)));
      rows.add(row);
    }
    return Block.Table.ofNumbers(
        "The same recording in other settings; the rest is in report.csv",
        List.of("strategy", "clear p50", "p99", "unregister p50", "p99", "retire to free p99"),
        rows);
  }

  private Block gauges(List<Measured> measured) {
    Set<String> names = new LinkedHashSet<>();
    List<String> header = new ArrayList<>(List.of("figure"));
    for (Measured one : measured) {
      header.add(one.name());
      names.addAll(one.repetitions().get(0).gauges().keySet());
    }
    List<List<Field>> rows = new ArrayList<>();
    for (String name : names) {
      List<Field> row = new ArrayList<>(List.of(Field.of(name)));
      measured.forEach(one -> row.add(field(figures.gauge(one.repetitions().get(0), name))));
      rows.add(row);
    }
    return Block.Table.ofNumbers("Figures of the first repetition", header, rows);
  }

  private static boolean isLock(String name) {
    return name.contains(WAIT) || name.contains(HOLD);
  }

  private static Field field(Optional<Field> found) {
    return found.orElse(Field.of("-", Tone.FAINT));
  }
}
