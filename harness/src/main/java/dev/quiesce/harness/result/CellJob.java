package dev.quiesce.harness.result;

import org.jspecify.annotations.Nullable;

/**
 * The item of the child task {@code verify}: one cell to explore.
 *
 * @param key which cell
 * @param budget how far
 * @param seed of everything that involves chance
 * @param mutant id of a planted bug, or null
 * @param expected what the descriptor says; copied into the result
 */
public record CellJob(
    CellKey key, CellBudget budget, long seed, @Nullable String mutant, CellExpectation expected) {}
