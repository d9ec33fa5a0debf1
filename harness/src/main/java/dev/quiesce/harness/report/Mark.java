package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.Comparator;
import java.util.stream.Stream;

/** One field of a matrix; of several cells the first in this order counts. */
enum Mark {
  UNDECLARED("X!", "violated, and not declared"),
  UNKNOWN("?", "unknown"),
  VIOLATED("X", "violated, as declared"),
  MISSING("X-", "declared violated, not seen"),
  REFUSED("ref", "refused, as declared"),
  SEEN("seen", "not promised, seen broken"),
  HOLDS("ok", "holds"),
  UNSEEN("-", "not promised, not seen broken"),
  NOT_EXERCISED(".", "not exercised"),
  NOT_APPLICABLE("n/a", "not applicable"),
  EMPTY("", "not part of the run");

  private final String text;
  private final String meaning;

  Mark(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  String text() {
    return text;
  }

  String meaning() {
    return meaning;
  }

  static Mark worst(Stream<Mark> marks) {
    return marks.min(Comparator.naturalOrder()).orElse(EMPTY);
  }

  static Mark of(CellResult cell) {
    return switch (cell.verdict()) {
      case UNKNOWN -> UNKNOWN;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
      case REFUSED -> cell.expected() == Verdict.HOLDS ? UNDECLARED : REFUSED;
      case HOLDS -> cell.expected() == Verdict.VIOLATED ? MISSING : HOLDS;
      case VIOLATED -> declared(cell) ? VIOLATED : UNDECLARED;
    };
  }

  static Mark of(CellResult cell, Promise promise) {
    boolean limit = cell.expectedPromises().get(promise) == Expectation.VIOLATED;
    return switch (cell.promises().getOrDefault(promise, PromiseStatus.NOT_EXERCISED)) {
      case HOLDS -> limit ? MISSING : HOLDS;
      case VIOLATED -> limit || cell.expectedPromises().isEmpty() ? VIOLATED : UNDECLARED;
      case NOT_PROMISED_SEEN -> SEEN;
      case NOT_PROMISED_UNSEEN -> UNSEEN;
      case NOT_EXERCISED -> NOT_EXERCISED;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static boolean declared(CellResult cell) {
    return cell.expectedPromises().isEmpty()
        || cell.promises().entrySet().stream()
            .filter(entry -> entry.getValue() == PromiseStatus.VIOLATED)
            .allMatch(entry -> cell.expectedPromises().get(entry.getKey()) == Expectation.VIOLATED);
  }
}
