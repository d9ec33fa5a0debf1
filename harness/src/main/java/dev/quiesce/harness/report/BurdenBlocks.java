package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.owner.BurdenRule;
import dev.quiesce.harness.owner.OwnerRow;
import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.owner.UnregisterPath;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.CellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a form of a fix asks of the rest of QEMU, as blocks. */
final class BurdenBlocks {
  private static final String REFUSE = "refuse-unregister";

  private final QemuOwners facts;

  BurdenBlocks(QemuOwners facts) {
    this.facts = facts;
  }

  Block of(StrategyDescriptor strategy, Form form, List<CellResult> cells) {
    Set<String> ingredients =
        form.ingredients().stream().map(Ingredient::id).collect(Collectors.toSet());
    List<Burden> burdens = Burden.of(facts.owners(), ingredients, cells);
    Subject subject = new Subject(strategy.id(), strategy.role(), form.name());
    List<Block> blocks = new ArrayList<>();
    owners(subject, burdens, blocks);
    rules(ingredients, blocks);
    if (ingredients.contains(REFUSE)) {
      paths(blocks);
    }
    return new Block.Disclosure(
        Places.strategy(strategy.id()) + "-burden-" + form.name(),
        "Burden of " + subject.display() + ": " + Burden.summary(burdens),
        Tone.PLAIN,
        "",
        blocks);
  }

  private void owners(Subject subject, List<Burden> burdens, List<Block> blocks) {
    List<List<Field>> rows = new ArrayList<>();
    for (Burden one : burdens) {
      OwnerRow owner = one.owner();
      if (one.need() == Burden.Need.NOTHING && !subject.isDefault()) {
        continue;
      }
      Field why =
          one.seen().isEmpty()
              ? Field.of(one.why())
              : new Field(
                  one.why(),
                  Places.scenario(subject, one.seen().get(0).key().scenario()),
                  Tone.PLAIN,
                  null,
                  null);
      rows.add(
          List.of(
              Field.of(owner.id()),
              Field.of(owner.owner()),
              Field.of(owner.freed()),
              Field.of(one.need().text(), tone(one.need())),
              Field.of(Names.of(one.difficulty())),
              why));
    }
    blocks.add(
        Block.Table.of(
            "Owners ("
                + facts.source()
                + ")"
                + (subject.isDefault() ? "" : " that this form asks something of,")
                + " and what the cells say of their kind",
            List.of("row", "owner", "freed today", "with this fix", "how hard", "why"),
            rows));
  }

  private void rules(Set<String> ingredients, List<Block> blocks) {
    List<List<Span>> items = new ArrayList<>();
    for (BurdenRule rule : facts.rules()) {
      if (ingredients.contains(rule.ingredient())) {
        items.add(
            List.of(
                Span.strong(Names.of(rule.kind()).replace('-', ' ') + ": "),
                Span.of(
                    (rule.sites() > 0 ? rule.sites() + " places: " : "")
                        + rule.text()
                        + " ("
                        + rule.source()
                        + "; ingredient "),
                Span.code(rule.ingredient()),
                Span.of(")")));
      }
    }
    if (!items.isEmpty()) {
      blocks.add(Block.Paragraph.of("What its ingredients ask of the code around:"));
      blocks.add(new Block.Bullets(items, false));
    }
  }

  private void paths(List<Block> blocks) {
    List<List<Field>> rows = new ArrayList<>();
    for (UnregisterPath path : facts.paths()) {
      boolean newly = path.blockedToday() != UnregisterPath.Blocked.YES;
      rows.add(
          List.of(
              Field.of(path.path()),
              Field.of(String.join(", ", path.owners())),
              Field.of(Names.of(path.blockedToday())),
              Field.of(path.hurt(), newly ? Tone.WARN : Tone.FAINT)));
    }
    long newly =
        facts.paths().stream()
            .filter(path -> path.blockedToday() != UnregisterPath.Blocked.YES)
            .count();
    blocks.add(
        Block.Paragraph.of(
            newly
                + " of "
                + facts.paths().size()
                + " paths to unregister during a migration are not refused today and would be:"));
    blocks.add(
        Block.Table.of(
            "Paths that are refused, and who is hurt",
            List.of("path", "owners", "refused today", "who is hurt"),
            rows));
  }

  private static Tone tone(Burden.Need need) {
    return switch (need) {
      case REWRITE -> Tone.BAD;
      case CHANGE, BEAR -> Tone.WARN;
      case NOTHING -> Tone.GOOD;
      case UNKNOWN -> Tone.FAINT;
    };
  }
}
