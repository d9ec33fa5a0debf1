package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The answer of one subject in one cell of the usage matrix.
 *
 * @param usage the cell
 * @param answer the worst that any explored schedule showed
 * @param seen all answers, the best first
 * @param text what the subject said, or what was seen; empty if it did what it was asked
 * @param exhausted whether no schedule is left
 * @param bound {@code dpor}, {@code preemptions<=0}, as of a verified cell
 * @param executions schedules explored
 * @param replay token of the shortest schedule with this answer
 */
@JsonPropertyOrder({
  "usage",
  "answer",
  "seen",
  "text",
  "exhausted",
  "bound",
  "executions",
  "replay"
})
public record UsageCell(
    @JsonUnwrapped UsageCase usage,
    UsageAnswer answer,
    List<UsageAnswer> seen,
    String text,
    boolean exhausted,
    String bound,
    long executions,
    String replay) {
  /** Copies the list. */
  public UsageCell {
    seen = List.copyOf(seen);
  }
}
