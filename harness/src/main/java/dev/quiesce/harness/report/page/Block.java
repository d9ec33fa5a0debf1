package dev.quiesce.harness.report.page;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a section. */
public sealed interface Block {
  /**
   * A paragraph.
   *
   * @param spans its text
   */
  record Paragraph(List<Span> spans) implements Block {
    /** Copies the text. */
    public Paragraph {
      spans = List.copyOf(spans);
    }

    /** Of some pieces. */
    public static Paragraph of(Span... spans) {
      return new Paragraph(Arrays.asList(spans));
    }

    /** Of plain text. */
    public static Paragraph of(String text) {
      return of(Span.of(text));
    }
  }

  /**
   * A list.
   *
   * @param items its entries
   * @param ordered whether they are numbered
   */
  record Bullets(List<List<Span>> items, boolean ordered) implements Block {
    /** Copies the entries. */
    public Bullets {
      items = List.copyOf(items);
    }

    /** Of plain texts. */
    public static Bullets of(List<String> texts) {
      return new Bullets(texts.stream().map(text -> List.of(Span.of(text))).toList(), false);
    }
  }

  /**
   * Text in fixed pitch: a command or a schedule.
   *
   * @param text it
   * @param command whether it is one to be copied
   */
  record Code(String text, boolean command) implements Block {}

  /**
   * Something that a reader must not overlook: a gap, a warning.
   *
   * @param title what it is about
   * @param lines what is said
   */
  record Notice(String title, List<String> lines) implements Block {
    /** Copies the lines. */
    public Notice {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A table; the first field of a row names it.
   *
   * @param caption what it shows
   * @param header names of the columns
   * @param rows its rows
   * @param numeric whether all but the first column hold numbers
   */
  record Table(String caption, List<String> header, List<Row> rows, boolean numeric)
      implements Block {
    /** Copies the rows. */
    public Table {
      header = List.copyOf(header);
      rows = List.copyOf(rows);
    }

    /** Of rows without anchors. */
    public static Table of(String caption, List<String> header, List<List<Field>> rows) {
      return new Table(caption, header, rows.stream().map(Row::of).toList(), false);
    }

    /** Of rows of numbers. */
    public static Table ofNumbers(String caption, List<String> header, List<List<Field>> rows) {
      return new Table(caption, header, rows.stream().map(Row::of).toList(), true);
    }
  }

  /**
   * A row of a table.
   *
   * @param anchor its id, or null
   * @param fields its fields
   */
  record Row(@Nullable String anchor, List<Field> fields) {
    /** Copies the fields. */
    public Row {
      fields = List.copyOf(fields);
    }

    static Row of(List<Field> fields) {
      return new Row(null, fields);
    }
  }

  /**
   * A matrix of marks, each of which links to its evidence.
   *
   * @param id its id
   * @param caption what it shows
   * @param corner what a row is
   * @param columns what the columns are about
   * @param rows its rows
   * @param legend meaning of the marks that occur
   */
  record Grid(
      String id,
      String caption,
      String corner,
      List<Column> columns,
      List<GridRow> rows,
      List<Field> legend)
      implements Block {
    /** Copies the lists. */
    public Grid {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      legend = List.copyOf(legend);
    }
  }

  /**
   * A column of a grid.
   *
   * @param text its heading
   * @param to anchor of what it is about, or null
   * @param facets words that a filter knows
   */
  record Column(String text, @Nullable String to, String facets) {}

  /**
   * A row of a grid.
   *
   * @param text its heading
   * @param facets words that a filter knows
   * @param fields one for each column
   */
  record GridRow(String text, String facets, List<Field> fields) {
    /** Copies the fields. */
    public GridRow {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A picture.
   *
   * @param caption what it shows
   * @param picture it
   */
  record Drawing(String caption, Picture picture) implements Block {}

  /**
   * What a reader opens.
   *
   * @param id its anchor
   * @param summary the line that is always shown
   * @param tone colour of the line
   * @param facets words that a filter knows
   * @param blocks what it opens to
   */
  record Disclosure(String id, String summary, Field.Tone tone, String facets, List<Block> blocks)
      implements Block {
    /** Copies the blocks. */
    public Disclosure {
      blocks = List.copyOf(blocks);
    }
  }
}
