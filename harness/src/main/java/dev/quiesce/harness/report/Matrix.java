package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subjects against scenarios or promises.
 *
 * @param rowTitle what a row is
 * @param columns the subjects
 * @param rows the marks of each row, by the row's name
 */
record Matrix(String rowTitle, List<Subject> columns, Map<String, List<Mark>> rows) {
  /** Strategies × scenarios; of several variants the worst counts. */
  static Matrix byScenario(List<CellResult> cells) {
    List<Subject> columns = Subject.of(cells);
    Map<String, List<Mark>> rows = new LinkedHashMap<>();
    cells.stream()
        .map(cell -> cell.key().scenario())
        .distinct()
        .forEach(
            scenario -> {
              List<Mark> marks = new ArrayList<>();
              for (Subject subject : columns) {
                marks.add(
                    Mark.worst(
                        cells.stream()
                            .filter(cell -> Subject.of(cell).equals(subject))
                            .filter(cell -> cell.key().scenario().equals(scenario))
                            .map(Mark::of)));
              }
              rows.put(scenario, marks);
            });
    return new Matrix("scenario", columns, rows);
  }

  /** Strategies × promises; of several cells the worst counts. */
  static Matrix byPromise(List<CellResult> cells) {
    List<Subject> columns = Subject.of(cells);
    Map<String, List<Mark>> rows = new LinkedHashMap<>();
    for (Promise promise : Promise.values()) {
      List<Mark> marks = new ArrayList<>();
      for (Subject subject : columns) {
        List<Mark> ofCells =
            cells.stream()
                .filter(cell -> Subject.of(cell).equals(subject))
                .map(cell -> Mark.of(cell, promise))
                .toList();
        Mark worst = Mark.worst(ofCells.stream());
        // What nobody promises holds only if every cell that could break it was exhausted.
        boolean unproved =
            promise.reported() && worst == Mark.HOLDS && ofCells.contains(Mark.UNSEEN);
        marks.add(unproved ? Mark.UNSEEN : worst);
      }
      rows.put(promise.name(), marks);
    }
    return new Matrix("promise", columns, rows);
  }

  /** The marks that occur, in their order. */
  List<Mark> used() {
    return rows.values().stream()
        .flatMap(List::stream)
        .filter(mark -> mark != Mark.EMPTY)
        .distinct()
        .sorted()
        .toList();
  }
}
