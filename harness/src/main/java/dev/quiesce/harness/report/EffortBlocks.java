package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.CleanRun;
import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureViolation;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How hard it was tried, in a few figures: what this run did, and what the program went through.
 */
final class EffortBlocks {
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private EffortBlocks() {}

  static Section section(RunData data) {
    List<String> lines = new ArrayList<>();
    lines.add(cells(data.verdicts().cells()));
    TortureDocument torture = data.torture();
    if (torture != null && !torture.strategies().isEmpty()) {
      lines.addAll(torture(torture.strategies()));
    }
    lines.addAll(endurance(data.endurance()));
    return Section.of(
        "torture-effort",
        "How hard it was tried",
        List.of(Block.Bullets.of(lines), Block.Paragraph.of(worth())));
  }

  private static String cells(List<CellResult> cells) {
    long schedules = cells.stream().mapToLong(CellResult::executions).sum();
    long violations = cells.stream().mapToLong(cell -> cell.violations().size()).sum();
    return String.format(
        Locale.ROOT,
        "Cells tried in this run: %d, with %d schedules; violations found: %d.",
        cells.size(),
        schedules,
        violations);
  }

  private static List<String> torture(List<TortureResult> results) {
    Map<String, Long> faults = new LinkedHashMap<>();
    results.forEach(
        result -> result.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum)));
    long millis = results.stream().mapToLong(TortureResult::millis).sum();
    return List.of(
        String.format(
            Locale.ROOT,
            "Torture in this run: %.2f hours over %d strategies, %d of %d periods clean; violations:"
                + " %d not declared, %d declared or not promised.",
            millis / MILLIS_PER_HOUR,
            results.size(),
            results.stream().mapToInt(TortureResult::cleanPeriods).sum(),
            results.stream().mapToInt(TortureResult::periods).sum(),
            violations(results, true),
            violations(results, false)),
        "Faults injected in this run, by kind: "
            + faults.entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue())
                .collect(Collectors.joining(", "))
            + ".");
  }

  private static long violations(List<TortureResult> results, boolean undeclared) {
    return results.stream()
        .flatMap(result -> result.violations().stream())
        .filter(one -> (one.standing() == TortureViolation.Standing.VIOLATED) == undeclared)
        .mapToLong(TortureViolation::count)
        .sum();
  }

  private static List<String> endurance(@Nullable Endurance endurance) {
    if (endurance == null) {
      return List.of(
          "Kills survived and inputs fuzzed: there is no "
              + Endurance.FILE
              + " of a nightly run beside this directory.");
    }
    List<String> lines = new ArrayList<>();
    Endurance.Kills kills = endurance.kills();
    if (kills != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Kills survived (%s, commit %s, not this run): %d runs killed at random points, %d had"
                  + " begun to write and were resumed, all to the report of a run that nothing"
                  + " happened to; that bounds the chance of losing something to %.1f %% at 99 %%.",
              kills.date(),
              kills.commit(),
              kills.killed(),
              kills.resumed(),
              100 * new CleanRun(0, kills.resumed(), kills.resumed()).chanceOfFailure(0.99)));
    }
    List<Endurance.Fuzzed> fuzz = endurance.fuzz();
    if (!fuzz.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Inputs fuzzed (last on %s, commit %s, not this run): %d in %d s, coverage-guided, of"
                  + " %d readers (%s); the last search of each broke none.",
              fuzz.stream().map(Endurance.Fuzzed::date).max(String::compareTo).orElse(""),
              fuzz.stream()
                  .map(Endurance.Fuzzed::commit)
                  .distinct()
                  .collect(Collectors.joining(", ")),
              fuzz.stream().mapToLong(Endurance.Fuzzed::inputs).sum(),
              fuzz.stream().mapToLong(Endurance.Fuzzed::seconds).sum(),
              fuzz.size(),
              fuzz.stream()
                  .map(one -> one.reader() + " " + one.inputs())
                  .collect(Collectors.joining(", "))));
    }
    endurance.torture().forEach(one -> lines.add(tortured(one)));
    return lines;
  }

  private static String tortured(Endurance.Tortured one) {
    return String.format(
        Locale.ROOT,
        "Tortured for long (%s, commit %s, not this run): %s for %d s, seed %d: %s, %d of %d periods"
            + " without any violation; %s.",
        one.date(),
        one.commit(),
        one.strategy(),
        one.seconds(),
        one.seed(),
        one.verdict().toString().toLowerCase(Locale.ROOT),
        one.cleanPeriods(),
        one.periods(),
        one.footprint());
  }

  private static String worth() {
    return String.format(
        Locale.ROOT,
        "What that is worth: %d clean runs bound a 10 %% failure and %d a 1 %% failure, at 99 %%"
            + " confidence; a clean time T bounds the rate of failures to 4.6/T at 99 %% and 3/T at"
            + " 95 %%, so eight clean hours say no more than one failure in 1.7 hours.",
        CleanRun.needed(0.1, 0.99),
        CleanRun.needed(0.01, 0.99));
  }
}
