package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.harness.report.page.Anchor;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.CleanRun;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureVerdict;
import dev.quiesce.harness.result.TortureViolation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Load and faults on real threads: what was done, what was seen, and what a clean run is worth. */
final class TortureChapter {
  private static final String CONTROL = "control";
  private static final int LONGEST_REPORT = 10;

  private final @Nullable TortureDocument document;
  private final Section effort;

  TortureChapter(@Nullable TortureDocument document, Section effort) {
    this.document = document;
    this.effort = effort;
  }

  Section section() {
    if (document == null || document.strategies().isEmpty()) {
      return new Section(
          Places.TORTURE,
          "Torture",
          List.of(
              new Block.Notice(
                  "No torture",
                  List.of("This run put no strategy under load and faults on real threads."))),
          List.of(effort));
    }
    List<TortureResult> results = document.strategies();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.Paragraph.of(
            "Each strategy ran in a process of its own under walks with and without read sections,"
                + " walks under the BQL, listeners that come and go, migrations and grace periods,"
                + " with delays at named places and the faults below. This looks where the"
                + " exploration does not: at full size, on the real machine, over the real RCU. It"
                + " finds what happens; it cannot show that something does not."));
    notice(results, blocks);
    blocks.add(worth(results));
    blocks.add(
        Block.Paragraph.of(
            Span.of(
                String.format(
                    Locale.ROOT,
                    "A clean time T bounds the rate of failures that come at random to 3/T with"
                        + " 95 %% and 4.6/T with 99 %% confidence. %d clean periods bound the chance"
                        + " of a failing one to 10 %%, %d to 1 %%, at 99 %%. A rate that was seen is"
                        + " given as it was.",
                    CleanRun.needed(0.1, 0.99),
                    CleanRun.needed(0.01, 0.99)))));
    return new Section(
        Places.TORTURE,
        "Torture",
        blocks,
        List.of(
            effort,
            Section.of("torture-seen", "What was seen", seen(results)),
            Section.of(
                "torture-faults",
                "Faults injected, by kind",
                List.of(
                    counts("Faults", "fault", "faults", results, TortureResult::faults),
                    counts("Delays, by place", "place", "delays", results, TortureResult::delays))),
            Section.of(
                "torture-load",
                "Load",
                List.of(
                    counts("Counts", "what", "counts", results, TortureResult::counts),
                    bins("pipe", "Age of what readers met, in grace periods", results, 1),
                    bins("batch", "Grace periods that ended inside a section", results, 0)))));
  }

  private static void notice(List<TortureResult> results, List<Block> blocks) {
    List<String> lines = new ArrayList<>();
    for (TortureResult result : results) {
      if (result.verdict() != TortureVerdict.PASS) {
        result.why().forEach(why -> lines.add(name(result) + ": " + why));
      }
    }
    if (!lines.isEmpty()) {
      blocks.add(new Block.Notice("Not as declared, or not meaningful", lines));
    }
  }

  private static Block worth(List<TortureResult> results) {
    List<List<Field>> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      TortureResult result = results.get(i);
      CleanRun run = CleanRun.of(result);
      rows.add(
          List.of(
              Field.link(name(result), Places.strategy(result.strategy())),
              verdict(result.verdict()),
              count(i, "millis", result.millis()),
              count(i, "periods", result.periods()),
              figure(
                  i,
                  "cleanPeriods",
                  Integer.toString(result.cleanPeriods()),
                  result.cleanPeriods()),
              rate(run, 0.95),
              rate(run, 0.99),
              chance(run)));
    }
    return Block.Table.ofNumbers(
        "What the run is worth",
        List.of(
            "strategy",
            "verdict",
            "load, ms",
            "periods",
            "clean",
            "failures at most one in, 95 %",
            "99 %",
            "chance that a period fails, 95 %"),
        rows);
  }

  private static Field rate(CleanRun run, double confidence) {
    if (run.periods() == 0) {
      return Field.of("no load", Tone.WARN);
    }
    return run.isClean()
        ? Field.of(seconds(run.secondsPerFailure(confidence)))
        : Field.of("seen: one in " + seconds(run.secondsPerFailingPeriod()), Tone.WARN);
  }

  private static Field chance(CleanRun run) {
    if (run.periods() == 0) {
      return Field.of("-", Tone.FAINT);
    }
    double chance =
        run.isClean() ? run.chanceOfFailure(0.95) : 1 - (double) run.clean() / run.periods();
    return Field.of(
        String.format(Locale.ROOT, "%s%.1f %%", run.isClean() ? "< " : "seen: ", 100 * chance),
        run.isClean() ? Tone.PLAIN : Tone.WARN);
  }

  private static Field verdict(TortureVerdict verdict) {
    return Field.of(
        Names.of(verdict),
        switch (verdict) {
          case PASS -> Tone.GOOD;
          case VACUOUS -> Tone.WARN;
          case UNKNOWN, FAIL -> Tone.ALARM;
        });
  }

  /** What broke, with the first of each; a quiet run says so. */
  private static List<Block> seen(List<TortureResult> results) {
    List<List<Field>> rows = new ArrayList<>();
    List<Block> reports = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      TortureResult result = results.get(i);
      String anchor = Anchor.of("t", result.strategy(), result.form());
      List<Block> firsts = new ArrayList<>();
      for (int j = 0; j < result.violations().size(); j++) {
        TortureViolation one = result.violations().get(j);
        String place = "violations/" + j + "/";
        rows.add(
            List.of(
                Field.link(name(result), anchor),
                Field.of(one.promise().name()),
                Field.of(one.kind().id()),
                Field.of(one.activity()),
                standing(one),
                count(i, place + "count", one.count()),
                figure(
                    i,
                    place + "firstAfterMs",
                    String.format(Locale.ROOT, "%.1f", one.firstAfterMs()),
                    one.firstAfterMs())));
        firsts.add(
            Block.Paragraph.of(
                Span.strong(one.promise().name()),
                Span.of(", " + one.kind().id() + ", in " + one.activity() + ":")));
        firsts.add(new Block.Code(head(one.report()), false));
      }
      if (!firsts.isEmpty()) {
        reports.add(
            new Block.Disclosure(
                anchor, name(result) + ": the first of each", Tone.PLAIN, "", firsts));
      }
    }
    List<Block> blocks = new ArrayList<>();
    if (rows.isEmpty()) {
      blocks.add(Block.Paragraph.of("No promise was seen broken."));
    } else {
      blocks.add(
          Block.Table.of(
              "Promises broken under torture",
              List.of("strategy", "promise", "kind", "in", "standing", "times", "first after, ms"),
              rows));
      blocks.addAll(reports);
    }
    List<String> notes =
        results.stream()
            .flatMap(result -> result.notes().stream().map(note -> name(result) + ": " + note))
            .toList();
    if (!notes.isEmpty()) {
      blocks.add(
          new Block.Disclosure(
              "torture-notes",
              "Notes of the runs",
              Tone.PLAIN,
              "",
              List.of(Block.Bullets.of(notes))));
    }
    return blocks;
  }

  /** A hang's report has the stacks of all threads. */
  private static String head(String report) {
    List<String> lines = report.lines().toList();
    return lines.size() <= LONGEST_REPORT
        ? report
        : String.join("\n", lines.subList(0, LONGEST_REPORT))
            + "\n… "
            + (lines.size() - LONGEST_REPORT)
            + " lines more in torture.json";
  }

  private static Field standing(TortureViolation violation) {
    return switch (violation.standing()) {
      case VIOLATED -> Field.of("violated", Tone.ALARM);
      case DECLARED -> Field.of("violated, as declared", Tone.BAD);
      case NOT_PROMISED -> Field.of("not promised", Tone.WARN);
    };
  }

  private static Block counts(
      String caption,
      String what,
      String key,
      List<TortureResult> results,
      Function<TortureResult, Map<String, Long>> counts) {
    Set<String> names = new LinkedHashSet<>();
    results.forEach(result -> names.addAll(counts.apply(result).keySet()));
    return table(
        caption,
        what,
        names,
        results,
        (i, name) -> {
          Long count = counts.apply(results.get(i)).get(name);
          return count == null ? Field.of("-", Tone.FAINT) : injected(i, key + "/" + name, count);
        });
  }

  /** What never happened was not tested. */
  private static Field injected(int result, String place, long count) {
    Field field = count(result, place, count);
    Tone tone = count == 0 ? Tone.FAINT : Tone.PLAIN;
    return new Field(field.text(), null, tone, null, field.figure());
  }

  /** A histogram of small numbers; the last bin also holds what is beyond. */
  private static Block bins(String key, String caption, List<TortureResult> results, int allowed) {
    Function<TortureResult, List<Long>> bins =
        key.equals("pipe") ? TortureResult::pipe : TortureResult::batch;
    int size = results.stream().map(bins).mapToInt(Collection::size).max().orElse(0);
    Set<String> names = new LinkedHashSet<>();
    for (int bin = 0; bin < size; bin++) {
      names.add(Integer.toString(bin));
    }
    String text = allowed > 0 ? caption + " (more than " + allowed + " is too old)" : caption;
    return table(
        text,
        "grace periods",
        names,
        results,
        (i, name) -> {
          int bin = Integer.parseInt(name);
          List<Long> found = bins.apply(results.get(i));
          return bin >= found.size()
              ? Field.of("-", Tone.FAINT)
              : count(i, key + "/" + bin, found.get(bin));
        });
  }

  /** A field for a result, by its position, and the name of a row. */
  private interface Cell {
    Field of(int result, String row);
  }

  private static Block table(
      String caption, String what, Set<String> names, List<TortureResult> results, Cell cell) {
    List<String> header = new ArrayList<>(List.of(what));
    results.forEach(result -> header.add(name(result)));
    List<List<Field>> rows = new ArrayList<>();
    for (String name : names) {
      List<Field> row = new ArrayList<>(List.of(Field.of(name)));
      for (int i = 0; i < results.size(); i++) {
        row.add(cell.of(i, name));
      }
      rows.add(row);
    }
    return Block.Table.ofNumbers(caption, header, rows);
  }

  private static Field count(int result, String place, long count) {
    return figure(result, place, Long.toString(count), (double) count);
  }

  private static Field figure(int result, String place, String text, double value) {
    return Field.figure(text, "t/" + result + "/" + place, value);
  }

  private static String name(TortureResult result) {
    boolean plain = result.form().equals(Form.COMPLETE) || result.role().equals(CONTROL);
    return plain ? result.strategy() : result.strategy() + " " + result.form();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
  }
}
