package dev.quiesce.harness.report;

import static dev.quiesce.harness.report.Evidence.lines;
import static dev.quiesce.harness.report.Evidence.nanos;
import static dev.quiesce.harness.report.Evidence.number;
import static dev.quiesce.harness.report.Evidence.refused;
import static dev.quiesce.harness.report.Evidence.scenarios;
import static dev.quiesce.harness.report.Evidence.share;
import static dev.quiesce.harness.report.Evidence.subjects;
import static dev.quiesce.harness.report.Evidence.violated;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.result.WorkloadFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** The thread's questions about what happens in the field: recordings and measurements. */
final class FieldQuestions {
  private static final String UNFIXED = "control-unfixed";
  private static final String EVERYWHERE = "control-bql-everywhere";

  private final Evidence evidence;

  FieldQuestions(Evidence evidence) {
    this.evidence = evidence;
  }

  Answer bqlPerClear() {
    String question =
        "Is the overhead of grabbing and releasing the BQL per clear really a concern, and blocking"
            + " it while in the kernel?";
    String with = evidence.spread(EVERYWHERE, MeasuredOperation.CLEAR);
    String without = evidence.spread(UNFIXED, MeasuredOperation.CLEAR);
    if (with == null || without == null) {
      return Questions.none(4, question);
    }
    String text =
        "In the replay (p50 / p99 / max) a clear takes "
            + with
            + " with the BQL and "
            + without
            + " without it."
            + perWalk();
    List<Support> support = new ArrayList<>(evidence.figureLines(WorkloadFacts.CLEARS_PER_SECOND));
    support.addAll(evidence.spreadLines(MeasuredOperation.CLEAR));
    support.addAll(evidence.spreadLines(MeasuredOperation.BQL_WAIT));
    support.addAll(evidence.spreadLines(MeasuredOperation.BQL_HOLD));
    return new Answer(4, question, text, support);
  }

  /** What the BQL of each walk costs, and what part of the recorded time it would be held. */
  private String perWalk() {
    String site = MeasuredOperation.WALK_SITE;
    String wait = evidence.spread(EVERYWHERE, MeasuredOperation.BQL_WAIT + site);
    String hold = evidence.spread(EVERYWHERE, MeasuredOperation.BQL_HOLD + site);
    Double mean = evidence.mean(EVERYWHERE, MeasuredOperation.BQL_HOLD + site);
    if (wait == null || hold == null || mean == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(" A walk waits for the BQL ").append(wait);
    text.append(" and holds it ").append(hold).append('.');
    for (WorkloadFacts one : evidence.workloads()) {
      double rate = Evidence.figure(one, WorkloadFacts.CLEARS_PER_SECOND);
      if (rate > 0) {
        text.append(" At the recorded rate of ").append(number(Math.rint(rate)));
        text.append(" clears a second of migration (").append(one.name());
        text.append(") the walks hold it for ").append(number(rate * mean / 1e7));
        text.append(" % of the time.");
      }
    }
    return text.toString();
  }

  Answer unregisterDuringMigration() {
    String question =
        "Which unregister paths can run during a migration, and what does forbidding them break?";
    List<CellResult> cells =
        evidence.cells(cell -> cell.key().strategy().equals("migration-block"));
    if (cells.isEmpty()) {
      return Questions.none(11, question);
    }
    List<CellResult> refused = refused(cells);
    List<CellResult> broken = violated(cells);
    String text =
        "migration-block refuses in "
            + share(refused, cells)
            + " ("
            + scenarios(refused)
            + ") and is violated in "
            + share(broken, cells)
            + " ("
            + scenarios(broken)
            + ").";
    List<Support> support = new ArrayList<>(lines(refused));
    support.addAll(lines(broken));
    support.addAll(evidence.figureLines(WorkloadFacts.UNREGISTER_DURING_MIGRATION));
    return new Answer(11, question, text, support);
  }

  Answer howRare() {
    String question = "How rare is the bug in real life?";
    List<WorkloadFacts> counted =
        evidence.workloads().stream()
            .filter(one -> one.figures().containsKey(WorkloadFacts.OVERLAPS))
            .toList();
    if (counted.isEmpty()) {
      return Questions.none(13, question);
    }
    double overlaps = 0;
    double clears = 0;
    double unregisters = 0;
    List<Support> support = new ArrayList<>();
    for (WorkloadFacts one : counted) {
      overlaps += Evidence.figure(one, WorkloadFacts.OVERLAPS);
      clears += Evidence.figure(one, WorkloadFacts.CLEARS);
      unregisters += Evidence.figure(one, WorkloadFacts.UNREGISTER_DURING_MIGRATION);
      support.add(
          Support.of(
              one.name()
                  + ": "
                  + number(Evidence.figure(one, WorkloadFacts.OVERLAPS))
                  + " overlaps, "
                  + nanos(Evidence.figure(one, WorkloadFacts.OVERLAP_NS))
                  + " together, in "
                  + number(one.seconds())
                  + " s"));
    }
    evidence.measurements(UNFIXED).stream()
        .filter(one -> one.gauges().containsKey(MeasuredOperation.OVERLAPS))
        .forEach(
            one ->
                support.add(
                    Support.of(
                        "replay of "
                            + one.workload()
                            + ": "
                            + number(one.gauges().getOrDefault(MeasuredOperation.OVERLAPS, 0.0))
                            + " overlaps")));
    String text =
        "In the recordings "
            + number(overlaps)
            + " of "
            + number(clears)
            + " clears overlap an unregistration; "
            + number(unregisters)
            + " unregistrations ran during a migration.";
    return new Answer(13, question, text, support);
  }

  Answer overWorried() {
    String question = "Or is the author over-worried?";
    List<CellResult> cells = evidence.cells(cell -> cell.key().strategy().equals(UNFIXED));
    if (cells.isEmpty()) {
      return Questions.none(14, question);
    }
    Map<Severity, Integer> severities = new TreeMap<>();
    List<CellResult> broken = violated(cells);
    for (CellResult cell : broken) {
      // Of one promise the worst: each field that races is a violation of its own.
      Map<Promise, Severity> worst = new EnumMap<>(Promise.class);
      for (Violation violation : cell.violations()) {
        worst.merge(
            violation.promise(),
            violation.severity(),
            BinaryOperator.minBy(Comparator.naturalOrder()));
      }
      worst.values().forEach(severity -> severities.merge(severity, 1, Integer::sum));
    }
    List<CellResult> fixes =
        evidence.cells(Evidence.fix().and(cell -> cell.key().form().equals("complete")));
    String text =
        "QEMU as it is ("
            + UNFIXED
            + ") is violated in "
            + share(broken, cells)
            + (broken.isEmpty() ? "" : ", in " + scenarios(broken))
            + "; broken promises by severity: "
            + (severities.isEmpty() ? "none" : text(severities))
            + "."
            + (fixes.isEmpty()
                ? ""
                : " Complete fixes violated somewhere: " + subjects(violated(fixes)) + ".");
    return new Answer(14, question, text, lines(broken));
  }

  private static String text(Map<Severity, Integer> severities) {
    List<String> parts = new ArrayList<>();
    severities.forEach((severity, count) -> parts.add(count + " " + Names.of(severity)));
    return String.join(", ", parts);
  }
}
