package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The first screen: the question, the verdicts, the cost, and what follows from them. */
final class AnswerChapter {
  private static final String QUESTION =
      "Of the fixes proposed for QEMU's memory listeners, which ones make"
          + " memory_listener_unregister() safe against a concurrent walk, at what cost, and what"
          + " else has to change?";

  private final RunData data;
  private final List<CellResult> cells;

  AnswerChapter(RunData data) {
    this.data = data;
    this.cells = data.verdicts().cells();
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.Paragraph.of(Span.strong(QUESTION)));
    gaps(blocks);
    if (cells.isEmpty()) {
      blocks.add(new Block.Notice("No verdicts", List.of("This run explored no cell.")));
    } else {
      blocks.add(standings());
      blocks.add(Grids.promises(Matrix.byPromise(cells)));
      blocks.add(Block.Paragraph.of(TerminalTable.summary(cells) + "."));
      blocks.add(promises());
    }
    blocks.add(findings(new Judge().judge(cells)));
    return new Section(Places.ANSWER, "The answer", blocks, List.of(advice(), cost(), scenarios()));
  }

  private static Block promises() {
    List<List<Span>> items = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      items.add(
          List.of(
              Span.code(promise.name()),
              Span.of(": " + PromiseText.of(promise) + (promise.required() ? " (required)" : ""))));
    }
    return new Block.Disclosure(
        "promises",
        "What the promises mean",
        Tone.PLAIN,
        "",
        List.of(new Block.Bullets(items, false)));
  }

  /** One sentence by the rules that are printed below. */
  private Block standings() {
    List<Advice> advice = Advice.of(cells);
    List<Span> spans = new ArrayList<>();
    for (Advice.Standing standing : Advice.Standing.values()) {
      List<Advice> some = advice.stream().filter(one -> one.standing() == standing).toList();
      if (some.isEmpty()) {
        continue;
      }
      spans.add(Span.strong((spans.isEmpty() ? "" : " ") + capital(standing.text()) + ": "));
      for (int i = 0; i < some.size(); i++) {
        Subject subject = some.get(i).subject();
        spans.add(Span.of(i == 0 ? "" : ", "));
        spans.add(Span.link(subject.display(), Places.strategy(subject.strategy())));
      }
      spans.add(Span.of("."));
    }
    spans.add(Span.of(advice.isEmpty() ? "This run holds no fix." : " By these "));
    if (!advice.isEmpty()) {
      spans.add(Span.link("rules and conditions", "advice"));
      spans.add(Span.of("."));
    }
    return new Block.Paragraph(spans);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private void gaps(List<Block> blocks) {
    List<String> gaps = new ArrayList<>(data.gaps());
    Manifest manifest = data.manifest();
    if (manifest != null) {
      if (manifest.state() != Manifest.State.FINISHED) {
        gaps.add("the run is " + Names.of(manifest.state()) + ": this is what it has so far");
      }
      gaps.addAll(manifest.warnings());
    }
    if (!gaps.isEmpty()) {
      blocks.add(new Block.Notice("What is missing", gaps));
    }
  }

  /** What is not as declared. */
  static Block findings(List<Finding> findings) {
    if (findings.isEmpty()) {
      return Block.Paragraph.of("Every cell came out as its strategy declares.");
    }
    List<List<Span>> items = new ArrayList<>();
    for (Finding finding : findings) {
      Subject subject =
          new Subject(finding.cell().strategy(), finding.cell().role(), finding.cell().form());
      items.add(
          List.of(
              Span.link(
                  finding.cell().display(), Places.scenario(subject, finding.cell().scenario())),
              Span.of(": " + finding.message())));
    }
    long violations =
        findings.stream().filter(finding -> finding.code() == ExitCode.VIOLATION).count();
    return new Block.Disclosure(
        "findings",
        findings.size()
            + (findings.size() == 1 ? " finding: " : " findings: ")
            + (violations == 0
                ? "nothing undeclared; what could not be shown or decided"
                : violations + " not as declared"),
        violations == 0 ? Tone.WARN : Tone.ALARM,
        "",
        List.of(new Block.Bullets(items, false)));
  }

  private Section advice() {
    List<Block> blocks = new ArrayList<>();
    List<List<Field>> rows = new ArrayList<>();
    for (Advice one : Advice.of(cells)) {
      String subject = one.subject().strategy();
      rows.add(
          List.of(
              Field.link(one.subject().display(), Places.strategy(subject)),
              Field.of(one.standing().text(), tone(one.standing())),
              Field.of(one.conditions().isEmpty() ? "none" : String.join("; ", one.conditions())),
              Field.of(one.broken().isEmpty() ? "none" : String.join("; ", one.broken())),
              Field.of((one.cells() - one.undecided()) + " of " + one.cells())));
    }
    blocks.add(
        Block.Table.of(
            "What the rules make of each fix",
            List.of("fix", "standing", "conditions", "required promises broken", "cells exhausted"),
            rows));
    blocks.add(Block.Paragraph.of("The rules:"));
    blocks.add(
        new Block.Bullets(
            Advice.RULES.stream().map(rule -> List.of(Span.of(rule))).toList(), true));
    List<List<Span>> conditions = new ArrayList<>();
    Advice.conditionTable().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                conditions.add(
                    List.of(Span.code(entry.getKey()), Span.of(": " + entry.getValue()))));
    blocks.add(
        new Block.Disclosure(
            "conditions",
            "Table of conditions: scenarios that a change elsewhere in QEMU removes",
            Tone.PLAIN,
            "",
            List.of(new Block.Bullets(conditions, false))));
    return Section.of("advice", "Which fix, under which conditions", blocks);
  }

  private Section cost() {
    return Section.of("cost", "Cost at a glance", new CostTable(data).blocks());
  }

  private Section scenarios() {
    List<Block> blocks =
        cells.isEmpty()
            ? List.of(Block.Paragraph.of("This run explored no cell."))
            : List.of(Grids.scenarios(Matrix.byScenario(cells)));
    return Section.of("scenarios", "Strategies and scenarios", blocks);
  }

  private static Tone tone(Advice.Standing standing) {
    return switch (standing) {
      case SAFE -> Tone.GOOD;
      case CONDITIONAL -> Tone.WARN;
      case NOT_RANKED -> Tone.BAD;
      case UNDECIDED -> Tone.ALARM;
    };
  }
}
