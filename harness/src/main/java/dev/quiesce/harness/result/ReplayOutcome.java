package dev.quiesce.harness.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule, executed again: the document that {@code harness replay --format json} prints. Its
 * members are those of this record, under their names:
 *
 * <pre>{@code
 * { "token": "q1:…",
 *   "key": { "strategy", "role", "form", "ingredients": [], "scenario", "variant", "memoryModel", "rcu" },
 *   "recurred": true,
 *   "violation": null | { "promise", "kind", "severity", "message", "steps", "replay", "table" },
 *   "text": "…", "mermaid": "…",
 *   "steps": [ { "step": 1, "thread": "main", "text": "lock BQL" }, … ],
 *   "state": null | { "step", "threads": {}, "locks": [], "sections": [], "lists": {}, "fields": {} } }
 * }</pre>
 *
 * <p>Members are added, never renamed.
 *
 * @param token the schedule
 * @param key the cell it belongs to
 * @param recurred whether the outcome that the token names happened again; true where the replay
 *     was stopped before the schedule's end
 * @param violation what happened, or null
 * @param text the interleaving with one column a thread
 * @param mermaid the interleaving as a Mermaid sequence diagram
 * @param steps the interleaving, row by row
 * @param state the machine where the replay was stopped; null if it was not
 */
public record ReplayOutcome(
    String token,
    CellKey key,
    boolean recurred,
    @Nullable Violation violation,
    String text,
    String mermaid,
    List<ReplayStep> steps,
    @Nullable ReplayState state) {
  /** Copies the list. */
  public ReplayOutcome {
    steps = List.copyOf(steps);
  }
}
