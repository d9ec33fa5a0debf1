package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The Markdown that a strategy writes about what it would merge, as sections of the page: headings
 * of level 3, paragraphs, tables, numbered lists, indented code, and places for what is computed.
 */
final class MergeText {
  private static final String HEADING = "### ";
  private static final String CODE = "    ";

  private final Function<String, List<Block>> places;

  /** A reader that puts what {@code places} says where the text has the name of a place. */
  MergeText(Function<String, List<Block>> places) {
    this.places = places;
  }

  /** The sections, whose ids begin with {@code id}. */
  List<Section> sections(String id, String text) {
    List<Section> sections = new ArrayList<>();
    for (String part : text.split("(?m)^" + HEADING, -1)) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        String title = part.substring(0, end);
        sections.add(Section.of(id + "-" + sections.size(), title, blocks(part.substring(end))));
      }
    }
    return sections;
  }

  private List<Block> blocks(String body) {
    List<Block> blocks = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String line : (body + "\n\n").split("\n", -1)) {
      boolean codeGoesOn = line.isEmpty() && !open.isEmpty() && open.get(0).startsWith(CODE);
      boolean ends = line.isBlank() ? !codeGoesOn : !open.isEmpty() && !sameKind(open.get(0), line);
      if (ends && !open.isEmpty()) {
        blocks.addAll(block(open));
        open.clear();
      }
      if (!line.isBlank() || codeGoesOn) {
        open.add(line);
      }
    }
    if (open.stream().anyMatch(line -> !line.isBlank())) {
      blocks.addAll(block(open));
    }
    return blocks;
  }

  private static boolean sameKind(String first, String line) {
    return first.startsWith(CODE) == line.startsWith(CODE) || numbered(first);
  }

  private static boolean numbered(String line) {
    return line.matches("\\d+\\. .*");
  }

  private List<Block> block(List<String> lines) {
    String first = lines.get(0);
    if (first.startsWith("{{")) {
      return places.apply(first.substring(2, first.indexOf("}}")));
    }
    if (first.startsWith(CODE)) {
      String code =
          lines.stream()
              .map(line -> line.isEmpty() ? line : line.substring(CODE.length()))
              .collect(Collectors.joining("\n"));
      return List.of(new Block.Code(code.strip(), false));
    }
    if (first.startsWith("|")) {
      return List.of(table(lines));
    }
    if (numbered(first)) {
      List<List<Span>> items = new ArrayList<>();
      lines.forEach(line -> items.add(spans(line.replaceFirst("^\\d+\\. ", ""))));
      return List.of(new Block.Bullets(items, true));
    }
    return List.of(new Block.Paragraph(spans(String.join(" ", lines))));
  }

  /** The second line of a table only separates its header. */
  private static Block table(List<String> lines) {
    List<List<Field>> rows = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      rows.add(cells(line).stream().map(Field::of).toList());
    }
    return Block.Table.of("Changes", cells(lines.get(0)), rows);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }

  /** Text with identifiers in backquotes and emphasis in stars. */
  private static List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    String[] pieces = text.split("`", -1);
    for (int i = 0; i < pieces.length; i++) {
      if (i % 2 == 1) {
        spans.add(Span.code(pieces[i]));
        continue;
      }
      String[] parts = pieces[i].split("(?<!\\w)\\*(?=\\w)|(?<=[\\w.])\\*(?!\\w)", -1);
      for (int k = 0; k < parts.length; k++) {
        if (!parts[k].isEmpty()) {
          spans.add(k % 2 == 1 ? Span.strong(parts[k]) : Span.of(parts[k]));
        }
      }
    }
    return spans;
  }
}
