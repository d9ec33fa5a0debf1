package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Matrices as blocks: each mark links to its evidence. */
final class Grids {
  private Grids() {}

  static Block.Grid promises(Matrix matrix) {
    return grid("by-promise", "Strategies and promises", matrix, Places::promise);
  }

  static Block.Grid scenarios(Matrix matrix) {
    return grid("by-scenario", "Strategies and scenarios", matrix, Places::scenario);
  }

  private static Block.Grid grid(
      String id, String caption, Matrix matrix, BiFunction<Subject, String, String> place) {
    List<Block.GridRow> rows = new ArrayList<>();
    for (Map.Entry<String, List<Mark>> row : matrix.rows().entrySet()) {
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < matrix.columns().size(); i++) {
        Subject subject = matrix.columns().get(i);
        Mark mark = row.getValue().get(i);
        // Row and column are said by their headings.
        String label = mark.text() + ": " + mark.meaning();
        fields.add(
            mark == Mark.EMPTY
                ? Field.of("", Tone.FAINT)
                : new Field(
                    mark.text(), place.apply(subject, row.getKey()), tone(mark), label, null));
      }
      rows.add(new Block.GridRow(row.getKey(), rowFacets(row.getKey()), fields));
    }
    List<Block.Column> columns =
        matrix.columns().stream()
            .map(
                subject ->
                    new Block.Column(
                        subject.display(), Places.strategy(subject.strategy()), facets(subject)))
            .toList();
    List<Field> legend =
        matrix.used().stream()
            .map(mark -> new Field(mark.text(), null, tone(mark), mark.meaning(), null))
            .toList();
    return new Block.Grid(id, caption, matrix.rowTitle(), columns, rows, legend);
  }

  private static String rowFacets(String row) {
    return Arrays.stream(Promise.values())
        .filter(promise -> promise.name().equals(row))
        .findFirst()
        .map(promise -> promise.required() ? "required" : "optional")
        .orElse("scenario");
  }

  static String facets(Subject subject) {
    return Names.of(subject.role()) + (subject.isDefault() ? " main" : " otherform");
  }

  static Tone tone(Mark mark) {
    return switch (mark) {
      case UNDECLARED, UNKNOWN, MISSING -> Tone.ALARM;
      case VIOLATED -> Tone.BAD;
      case REFUSED, SEEN -> Tone.WARN;
      case HOLDS -> Tone.GOOD;
      case UNSEEN, NOT_EXERCISED, NOT_APPLICABLE, EMPTY -> Tone.FAINT;
    };
  }
}
