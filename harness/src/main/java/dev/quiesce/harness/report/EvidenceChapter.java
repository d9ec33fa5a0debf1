package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands behind each mark: the cells of a promise, and every cell of a subject. */
final class EvidenceChapter {
  private final List<CellResult> cells;
  private final CounterexamplesChapter counterexamples;

  EvidenceChapter(List<CellResult> cells, CounterexamplesChapter counterexamples) {
    this.cells = cells;
    this.counterexamples = counterexamples;
  }

  Section promises() {
    List<Section> sections = new ArrayList<>();
    for (Subject subject : Subject.of(cells)) {
      List<CellResult> own = Evidence.of(cells, subject);
      List<Block> blocks = new ArrayList<>();
      for (Promise promise : Promise.values()) {
        blocks.add(promise(subject, promise, own));
      }
      sections.add(
          Section.of(Places.promise(subject, "all"), subject.display() + ", by promise", blocks));
    }
    return new Section(Places.EVIDENCE, "Evidence, by promise", none(), sections);
  }

  Section cells() {
    List<Section> sections = new ArrayList<>();
    for (Subject subject : Subject.of(cells)) {
      List<Block.Row> rows = new ArrayList<>();
      Set<String> anchored = new HashSet<>();
      for (List<CellResult> alike : alike(Evidence.of(cells, subject))) {
        CellResult cell = alike.get(0);
        boolean first = anchored.add(cell.key().scenario());
        rows.add(new Block.Row(first ? Places.cell(cell) : null, row(alike)));
      }
      Block.Table table =
          new Block.Table(
              "Cells of " + subject.display() + ", " + subject.form(),
              List.of("cells", "verdict", "declared", "covered", "schedules", "shortest violation"),
              rows,
              false);
      sections.add(Section.of(all(subject), subject.display() + ", by scenario", List.of(table)));
    }
    return new Section(Places.CELLS, "Every cell", none(), sections);
  }

  private List<Block> none() {
    return cells.isEmpty() ? List.of(Block.Paragraph.of("This run explored no cell.")) : List.of();
  }

  private Block promise(Subject subject, Promise promise, List<CellResult> own) {
    Mark mark = Mark.worst(own.stream().map(cell -> Mark.of(cell, promise)));
    Map<PromiseStatus, List<CellResult>> byStatus = new EnumMap<>(PromiseStatus.class);
    for (CellResult cell : own) {
      PromiseStatus status = cell.promises().getOrDefault(promise, PromiseStatus.NOT_EXERCISED);
      byStatus.computeIfAbsent(status, key -> new ArrayList<>()).add(cell);
    }
    List<List<Span>> items = new ArrayList<>();
    byStatus.forEach(
        (status, some) -> {
          List<Span> spans = new ArrayList<>();
          long exhausted = some.stream().filter(CellResult::exhausted).count();
          spans.add(Span.strong(Names.of(status).replace('-', ' ')));
          String count = some.size() + " (" + exhausted + " exhausted)";
          switch (status) {
            case NOT_EXERCISED -> spans.add(Span.of(" in " + count));
            case HOLDS, NOT_PROMISED_UNSEEN -> {
              spans.add(Span.of(" in "));
              spans.add(Span.link(count, all(subject)));
            }
            default -> {
              spans.add(Span.of(" in " + count + ": "));
              links(some, spans);
            }
          }
          items.add(spans);
        });
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Bullets(items, false));
    counterexamples
        .place(subject, promise.name())
        .ifPresent(
            place ->
                blocks.add(
                    Block.Paragraph.of(
                        Span.of("The shortest schedule that breaks it: "),
                        Span.link("counterexample", place),
                        Span.of("."))));
    return new Block.Disclosure(
        Places.promise(subject, promise.name()),
        promise.name() + (promise.required() ? " (required)" : "") + ": " + mark.meaning(),
        Grids.tone(mark),
        Grids.facets(subject),
        blocks);
  }

  private static String all(Subject subject) {
    return Places.scenario(subject, "all");
  }

  private static void links(List<CellResult> cells, List<Span> spans) {
    String separator = "";
    String before = "";
    for (CellResult cell : cells) {
      String scenario = cell.key().scenario();
      if (!scenario.equals(before)) {
        spans.add(Span.of(separator));
        spans.add(Span.link(scenario, Places.cell(cell)));
        separator = ", ";
        before = scenario;
      }
    }
  }

  /** Neighbours of one scenario about which there is nothing different to say. */
  private static List<List<CellResult>> alike(List<CellResult> cells) {
    List<List<CellResult>> groups = new ArrayList<>();
    for (CellResult cell : cells) {
      List<CellResult> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
      if (last.isEmpty() || !alike(last.get(0), cell)) {
        last = new ArrayList<>();
        groups.add(last);
      }
      last.add(cell);
    }
    return groups;
  }

  private static boolean alike(CellResult one, CellResult other) {
    return one.key().scenario().equals(other.key().scenario())
        && shown(one.violation()).equals(shown(other.violation()))
        && one.verdict() == other.verdict()
        && one.expected() == other.expected()
        && covered(one).equals(covered(other))
        && one.note().equals(other.note());
  }

  /** What a row says of a violation. */
  private static String shown(@Nullable Violation violation) {
    return violation == null
        ? ""
        : violation.promise() + ", " + violation.kind() + ", " + violation.steps() + " steps";
  }

  private static String covered(CellResult cell) {
    return (cell.exhausted() ? "exhausted" : "within " + cell.bound())
        + (cell.vacuous() ? ", vacuous" : "");
  }

  private List<Field> row(List<CellResult> alike) {
    CellResult cell = alike.get(0);
    String name =
        cell.key().scenario()
            + "/"
            + alike.stream()
                .map(
                    one ->
                        one.key().variant()
                            + " "
                            + Names.of(one.key().memoryModel())
                            + " "
                            + Names.of(one.key().rcu()))
                .collect(Collectors.joining(", "));
    var expected = cell.expected();
    return List.of(
        Field.of(name),
        Field.of(Names.of(cell.verdict()), Grids.tone(Mark.of(cell))),
        Field.of(expected == null ? "nothing" : Names.of(expected)),
        Field.of(covered(cell)),
        Field.of(Long.toString(alike.stream().mapToLong(CellResult::executions).sum())),
        violation(cell));
  }

  private Field violation(CellResult cell) {
    Violation violation = cell.violation();
    if (violation == null) {
      return Field.of(cell.note().isEmpty() ? "-" : cell.note(), Tone.FAINT);
    }
    String text = shown(violation);
    if (counterexamples.shows(cell, violation)) {
      return new Field(text, Places.counterexample(cell, violation), Tone.PLAIN, null, null);
    }
    Subject subject = Subject.of(cell);
    return new Field(
        text,
        counterexamples
            .place(subject, violation.promise().name())
            .orElse(Places.promise(subject, violation.promise().name())),
        Tone.PLAIN,
        null,
        null);
  }
}
