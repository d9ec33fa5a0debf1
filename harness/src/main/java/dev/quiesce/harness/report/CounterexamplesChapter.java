package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The shortest schedule of each subject and promise, once each, as picture and text. */
final class CounterexamplesChapter {
  /** Beyond this many, the page names the rest only. */
  private static final int MAX = 400;

  private final Map<String, Shown> shown = new LinkedHashMap<>();
  private final Map<String, String> byPromise = new LinkedHashMap<>();
  private int left;

  CounterexamplesChapter(List<CellResult> cells) {
    for (Subject subject : Subject.of(cells)) {
      List<CellResult> own = Evidence.of(cells, subject);
      for (Promise promise : Promise.values()) {
        shortest(own, promise).ifPresent(found -> take(subject, promise, found));
      }
    }
  }

  /** A schedule with the cell that it is of. */
  private record Found(CellResult cell, Violation violation) {}

  private record Shown(Found found, TreeSet<Promise> promises) {}

  private static Optional<Found> shortest(List<CellResult> cells, Promise promise) {
    Found best = null;
    for (CellResult cell : cells) {
      for (Violation violation : cell.violations()) {
        if (violation.promise() == promise
            && (best == null || violation.steps() < best.violation().steps())) {
          best = new Found(cell, violation);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private void take(Subject subject, Promise promise, Found found) {
    String place = Places.counterexample(found.cell(), found.violation());
    if (!shown.containsKey(place) && shown.size() >= MAX) {
      left++;
      return;
    }
    shown.computeIfAbsent(place, key -> new Shown(found, new TreeSet<>())).promises().add(promise);
    byPromise.put(Places.promise(subject, promise.name()), place);
  }

  /** Where the counterexample of a promise is shown, if there is one. */
  Optional<String> place(Subject subject, String promise) {
    return Optional.ofNullable(byPromise.get(Places.promise(subject, promise)));
  }

  /** Whether that schedule is shown. */
  boolean shows(CellResult cell, Violation violation) {
    return shown.containsKey(Places.counterexample(cell, violation));
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    if (shown.isEmpty()) {
      blocks.add(Block.Paragraph.of("No cell of this run broke a promise."));
    } else {
      blocks.add(
          Block.Paragraph.of(
              "The shortest schedule that breaks each promise of each strategy and form; every"
                  + " other one is in verdicts.json. One lane a thread; the lane at the left is the"
                  + " life of the listener's storage. Those of controls are text only, and so are"
                  + " promises that are not required of the forms that were proposed. Every step"
                  + " as text is here where a required promise breaks; the replay command prints"
                  + " it for all."));
    }
    if (left > 0) {
      blocks.add(
          new Block.Notice(
              "Not all are shown",
              List.of(left + " further counterexamples are in verdicts.json only.")));
    }
    shown.forEach((place, one) -> blocks.add(block(place, one)));
    return Section.of(Places.COUNTEREXAMPLES, "Counterexamples", blocks);
  }

  /** Every step is told where it matters most: the page must open at once. */
  private static boolean isTold(Shown one) {
    return one.promises().stream().anyMatch(Promise::required);
  }

  private static Block block(String place, Shown one) {
    CellResult cell = one.found().cell();
    Violation violation = one.found().violation();
    List<Block> blocks = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    spans.add(Span.of("Breaks "));
    String separator = "";
    for (Promise promise : one.promises()) {
      spans.add(Span.of(separator));
      spans.add(Span.link(promise.name(), Places.promise(Subject.of(cell), promise.name())));
      separator = ", ";
    }
    spans.add(Span.of(" in "));
    spans.add(Span.link(cell.key().display(), Places.cell(cell)));
    spans.add(
        Span.of(
            "; "
                + violation.kind()
                + ", severity for QEMU as it is: "
                + Names.of(violation.severity())
                + "."));
    blocks.add(new Block.Paragraph(spans));
    Schedules.waitsFor(violation)
        .ifPresent(picture -> blocks.add(new Block.Drawing("Who waits for whom", picture)));
    // What a control does is no surprise: its steps are told, not drawn.
    boolean drawn =
        cell.key().role() != Role.CONTROL && (Subject.of(cell).isDefault() || isTold(one));
    Optional<Picture.Interleaving> schedule =
        drawn ? Schedules.interleaving(violation) : Optional.empty();
    schedule.ifPresent(picture -> blocks.add(new Block.Drawing("The schedule", picture)));
    blocks.add(new Block.Code("harness replay " + violation.replay(), true));
    String message = violation.message();
    if (message.lines().count() > 1) {
      blocks.add(new Block.Code(message, false));
    }
    String text = Schedules.text(violation);
    boolean drawnWhole = schedule.filter(Schedules::isWhole).isPresent();
    if (!text.isEmpty() && !drawnWhole && isTold(one)) {
      blocks.add(
          new Block.Disclosure(
              place + "-text",
              "every step, as text",
              Tone.PLAIN,
              "",
              List.of(new Block.Code(text, false))));
    }
    String summary =
        Subject.of(cell).display()
            + ": "
            + message.lines().findFirst().orElse(violation.kind().id())
            + " ("
            + cell.key().scenario()
            + "/"
            + cell.key().variant()
            + ", "
            + violation.steps()
            + " steps)";
    String facets =
        Grids.facets(Subject.of(cell))
            + " "
            + violation.kind()
            + " "
            + Names.of(violation.severity());
    return new Block.Disclosure(place, summary, Tone.PLAIN, facets, blocks);
  }
}
