package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Page;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report as Markdown: {@code report.md}. Links within the page become plain text, since forges
 * choose their own anchors; pictures become the text that says the same.
 */
public final class MarkdownReport {
  /** The document. */
  public String render(Page page) {
    Markdown md = new Markdown();
    md.heading(1, page.title()).paragraph(page.lead());
    page.sections().forEach(section -> section(md, section, 2));
    return md.toString().stripTrailing() + "\n";
  }

  private void section(Markdown md, Section section, int level) {
    md.heading(Math.min(level, 6), section.title());
    section.blocks().forEach(block -> block(md, block));
    section.sections().forEach(child -> section(md, child, level + 1));
  }

  private void block(Markdown md, Block block) {
    if (block instanceof Block.Paragraph one) {
      md.raw(spans(one.spans()));
    } else if (block instanceof Block.Bullets one) {
      md.items(one.items().stream().map(MarkdownReport::spans).toList(), one.ordered());
    } else if (block instanceof Block.Code one) {
      md.fence(one.text());
    } else if (block instanceof Block.Notice one) {
      md.raw("**" + Markdown.escape(one.title()) + "**").list(one.lines());
    } else if (block instanceof Block.Table one) {
      md.paragraph(one.caption() + ":");
      md.table(escaped(one.header()), one.rows().stream().map(row -> texts(row.fields())).toList());
    } else if (block instanceof Block.Grid one) {
      grid(md, one);
    } else if (block instanceof Block.Drawing one) {
      md.paragraph(one.caption() + ". " + one.picture().summary());
    } else if (block instanceof Block.Disclosure one) {
      disclosure(md, one);
    }
  }

  private static void grid(Markdown md, Block.Grid grid) {
    List<String> header = new ArrayList<>(List.of(grid.corner()));
    grid.columns().forEach(column -> header.add(column.text()));
    List<List<String>> rows = new ArrayList<>();
    for (Block.GridRow row : grid.rows()) {
      List<String> fields = new ArrayList<>(List.of(row.text()));
      row.fields().forEach(field -> fields.add(field.text()));
      rows.add(fields);
    }
    md.paragraph(grid.caption() + ":").table(escaped(header), rows);
    md.list(
        grid.legend().stream()
            .map(mark -> mark.text() + " : " + String.valueOf(mark.label()))
            .toList());
  }

  /** One that holds nothing but text is opened by the reader here too. */
  private void disclosure(Markdown md, Block.Disclosure one) {
    if (one.blocks().size() == 1 && one.blocks().get(0) instanceof Block.Code code) {
      md.details(one.summary(), code.text());
      return;
    }
    md.raw("**" + Markdown.escape(one.summary()) + "**");
    one.blocks().forEach(block -> block(md, block));
  }

  private static String spans(List<Span> spans) {
    return spans.stream()
        .map(
            span ->
                switch (span.style()) {
                  case PLAIN -> Markdown.escape(span.text());
                  case STRONG -> strong(span.text());
                  case CODE -> Markdown.code(span.text());
                })
        .collect(Collectors.joining());
  }

  /** Emphasis may not begin or end with a space. */
  private static String strong(String text) {
    String core = text.strip();
    return core.isEmpty()
        ? text
        : "**" + Markdown.escape(core) + "**" + (text.endsWith(" ") ? " " : "");
  }

  private static List<String> escaped(List<String> texts) {
    return texts.stream().map(Markdown::escape).toList();
  }

  private static List<String> texts(List<Field> fields) {
    return fields.stream().map(Field::text).toList();
  }
}
