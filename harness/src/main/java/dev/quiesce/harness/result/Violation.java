package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.quiesce.api.strategy.Promise;

/**
 * A broken promise with the schedule that breaks it.
 *
 * @param promise which one
 * @param kind how
 * @param severity for QEMU as it is
 * @param message one sentence for a person
 * @param steps length of the schedule
 * @param replay token of {@code harness replay}
 * @param table the schedule with one column a thread, as text
 */
@JsonPropertyOrder({"promise", "kind", "severity", "message", "steps", "replay", "table"})
public record Violation(
    Promise promise,
    ViolationKind kind,
    Severity severity,
    String message,
    int steps,
    String replay,
    String table) {}
