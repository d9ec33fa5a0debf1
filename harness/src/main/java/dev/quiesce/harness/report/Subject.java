package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import java.util.List;

/**
 * One column of the matrices: a strategy in one form.
 *
 * @param strategy the strategy's id
 * @param role fix or control
 * @param form the form's name
 */
record Subject(String strategy, Role role, String form) {
  static Subject of(CellResult cell) {
    return new Subject(cell.key().strategy(), cell.key().role(), cell.key().form());
  }

  /** In the order of the cells. */
  static List<Subject> of(List<CellResult> cells) {
    return cells.stream().map(Subject::of).distinct().toList();
  }

  /** Whether the form is the one that is meant where none is named. */
  boolean isDefault() {
    return CellKey.isDefaultForm(form);
  }

  String display() {
    return form.equals("complete") || role == Role.CONTROL ? strategy : strategy + " " + form;
  }
}
