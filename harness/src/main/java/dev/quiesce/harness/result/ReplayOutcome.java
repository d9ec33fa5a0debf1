package dev.quiesce.harness.result;

import org.jspecify.annotations.Nullable;

/**
 * One schedule, executed again.
 *
 * @param token the schedule
 * @param key the cell it belongs to
 * @param recurred whether the outcome that the token names happened again
 * @param violation what happened, or null
 * @param text the interleaving with one column a thread
 * @param mermaid the interleaving as a Mermaid sequence diagram
 */
public record ReplayOutcome(
    String token,
    CellKey key,
    boolean recurred,
    @Nullable Violation violation,
    String text,
    String mermaid) {}
