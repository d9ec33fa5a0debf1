package dev.quiesce.harness.report;

import dev.quiesce.harness.result.CellKey;

/**
 * Something about a cell that is not as declared.
 *
 * @param code what it does to the exit code
 * @param cell which cell
 * @param message one sentence
 */
public record Finding(ExitCode code, CellKey cell, String message) {
  @Override
  public String toString() {
    return cell.display() + ": " + message;
  }
}
