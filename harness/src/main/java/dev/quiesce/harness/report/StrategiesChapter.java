package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One section a strategy: idea, protocol, promises, limits, cost and burden. */
final class StrategiesChapter {
  private final RunData data;
  private final QemuOwners facts;

  StrategiesChapter(RunData data, QemuOwners facts) {
    this.data = data;
    this.facts = facts;
  }

  Section section() {
    List<Section> sections = new ArrayList<>();
    for (StrategyDescriptor strategy : data.subjects().strategies()) {
      sections.add(strategy(strategy));
    }
    List<String> unknown = undescribed();
    for (String id : unknown) {
      sections.add(
          Section.of(
              Places.strategy(id),
              id,
              List.of(
                  new Block.Notice(
                      "Not described", List.of("subjects.json does not say what it is.")))));
    }
    List<Block> blocks =
        sections.isEmpty()
            ? List.of(new Block.Notice("No strategies", List.of("This run holds none.")))
            : List.of();
    return new Section(Places.STRATEGIES, "The strategies", blocks, sections);
  }

  /** What has cells or measurements, and no description. */
  private List<String> undescribed() {
    Set<String> ids = new LinkedHashSet<>();
    data.verdicts().cells().forEach(cell -> ids.add(cell.key().strategy()));
    data.measurements().measurements().forEach(one -> ids.add(one.strategy()));
    data.subjects().strategies().forEach(strategy -> ids.remove(strategy.id()));
    return List.copyOf(ids);
  }

  private Section strategy(StrategyDescriptor strategy) {
    List<CellResult> cells =
        data.verdicts().cells().stream()
            .filter(cell -> cell.key().strategy().equals(strategy.id()))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.Paragraph.of(
            Span.strong("Idea: "),
            Span.of(strategy.title() + ". "),
            Span.strong("Source: "),
            Span.of(strategy.source() + "."),
            Span.of(strategy.role() == Role.CONTROL ? " A control: an instrument, no fix." : "")));
    protocol(strategy, blocks);
    new AblationBlocks(data).add(strategy, blocks);
    for (Subject subject : Subject.of(cells)) {
      blocks.add(promises(subject, Evidence.of(cells, subject)));
    }
    limits(strategy, cells, blocks);
    blocks.add(cost(strategy));
    if (strategy.role() == Role.FIX && !cells.isEmpty()) {
      for (Form form : strategy.forms()) {
        List<CellResult> own =
            cells.stream().filter(cell -> cell.key().form().equals(form.name())).toList();
        if (!own.isEmpty()) {
          blocks.add(new BurdenBlocks(facts).of(strategy, form, own));
        }
      }
    }
    return Section.of(Places.strategy(strategy.id()), strategy.id(), blocks);
  }

  private static void protocol(StrategyDescriptor strategy, List<Block> blocks) {
    if (strategy.ingredients().isEmpty()) {
      blocks.add(Block.Paragraph.of("Protocol: no ingredient can be switched."));
      return;
    }
    List<String> header = new ArrayList<>(List.of("ingredient", "what it does", "source"));
    strategy.forms().forEach(form -> header.add(form.name()));
    List<List<Field>> rows = new ArrayList<>();
    for (Ingredient ingredient : strategy.ingredients()) {
      List<Field> row = new ArrayList<>();
      row.add(Field.of(ingredient.id()));
      row.add(Field.of(ingredient.what()));
      row.add(Field.of(ingredient.source()));
      for (Form form : strategy.forms()) {
        boolean on = form.ingredients().contains(ingredient);
        row.add(on ? Field.of("yes") : Field.of("no", Tone.FAINT));
      }
      rows.add(row);
    }
    blocks.add(Block.Table.of("Protocol: the ingredients and the forms", header, rows));
  }

  private static Block promises(Subject subject, List<CellResult> cells) {
    List<Span> spans = new ArrayList<>();
    spans.add(Span.strong(subject.display() + " (" + subject.form() + ") "));
    Map<String, List<Mark>> rows = Matrix.byPromise(cells).rows();
    String separator = "";
    for (Mark mark : List.of(Mark.UNDECLARED, Mark.VIOLATED, Mark.MISSING, Mark.SEEN, Mark.HOLDS)) {
      List<String> promises =
          rows.entrySet().stream()
              .filter(row -> row.getValue().get(0) == mark)
              .map(Map.Entry::getKey)
              .toList();
      if (promises.isEmpty()) {
        continue;
      }
      spans.add(Span.of(separator + mark.meaning() + ": "));
      separator = "; ";
      for (int i = 0; i < promises.size(); i++) {
        spans.add(Span.of(i == 0 ? "" : ", "));
        spans.add(Span.link(promises.get(i), Places.promise(subject, promises.get(i))));
      }
    }
    spans.add(Span.of("."));
    return new Block.Paragraph(spans);
  }

  private static void limits(
      StrategyDescriptor strategy, List<CellResult> cells, List<Block> blocks) {
    List<List<Field>> rows = new ArrayList<>();
    for (Form form : strategy.forms()) {
      List<CellResult> own =
          cells.stream().filter(cell -> cell.key().form().equals(form.name())).toList();
      if (own.isEmpty()) {
        continue;
      }
      List<Limit> limits =
          form.limits().stream()
              .sorted(Comparator.comparing(Limit::scenario).thenComparing(Limit::promise))
              .toList();
      for (Limit limit : limits) {
        rows.add(limit(strategy, form, limit, own));
      }
      for (Limit refusal : form.refusals()) {
        rows.add(refusal(strategy, form, refusal, own));
      }
    }
    if (rows.isEmpty()) {
      blocks.add(Block.Paragraph.of("Known limits: none is declared."));
      return;
    }
    if (strategy.role() == Role.CONTROL) {
      Subject subject = new Subject(strategy.id(), strategy.role(), strategy.defaultForm().name());
      blocks.add(
          Block.Paragraph.of(
              Span.strong("What it must show: "),
              Span.of(rows.size() + " limits, declared in "),
              Span.link("its cells", Places.scenario(subject, "all")),
              Span.of(".")));
      return;
    }
    blocks.add(
        new Block.Disclosure(
            Places.strategy(strategy.id()) + "-limits",
            rows.size() + " known limits, as declared, and whether this run showed them",
            Tone.PLAIN,
            "",
            List.of(
                Block.Table.of(
                    "Known limits",
                    List.of("scenario", "form", "promise", "why", "in this run"),
                    rows))));
  }

  private static List<Field> limit(
      StrategyDescriptor strategy, Form form, Limit limit, List<CellResult> cells) {
    boolean shown =
        covered(limit, cells).stream().anyMatch(cell -> Evidence.sees(cell, limit.promise()));
    return row(strategy, form, limit, limit.promise(), shown ? "shown" : "not shown", shown);
  }

  private static List<Field> refusal(
      StrategyDescriptor strategy, Form form, Limit refusal, List<CellResult> cells) {
    boolean refused = !Evidence.refused(covered(refusal, cells)).isEmpty();
    String text = refused ? "refused" : "not refused by verdict";
    return row(strategy, form, refusal, refusal.promise(), text, refused);
  }

  private static List<Field> row(
      StrategyDescriptor strategy,
      Form form,
      Limit limit,
      Promise promise,
      String text,
      boolean shown) {
    Subject subject = new Subject(strategy.id(), strategy.role(), form.name());
    return List.of(
        Field.of(limit.scenario() + (limit.variant().equals("*") ? "" : "/" + limit.variant())),
        Field.of(form.name()),
        Field.of(promise.name()),
        Field.of(limit.reason()),
        new Field(
            text,
            Places.scenario(subject, limit.scenario()),
            shown ? Tone.PLAIN : Tone.WARN,
            null,
            null));
  }

  private static List<CellResult> covered(Limit limit, List<CellResult> cells) {
    return cells.stream()
        .filter(cell -> limit.covers(cell.key().scenario(), cell.key().variant()))
        .toList();
  }

  private Block cost(StrategyDescriptor strategy) {
    boolean measured =
        data.measurements().measurements().stream()
            .anyMatch(one -> one.strategy().equals(strategy.id()));
    return measured
        ? Block.Paragraph.of(
            Span.strong("Cost: "),
            Span.of("see "),
            Span.link("cost at a glance", "cost"),
            Span.of(" and "),
            Span.link("measurements", Places.MEASUREMENTS),
            Span.of("."))
        : Block.Paragraph.of(Span.strong("Cost: "), Span.of("not measured in this run."));
  }
}
