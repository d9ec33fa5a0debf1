package dev.quiesce.harness.result;

/**
 * The item of the child task {@code kill}: one planted bug, to be tried against its check.
 *
 * @param mutant its id
 * @param budget how far the check may look for it
 * @param seed of everything that involves chance
 */
public record KillJob(String mutant, CellBudget budget, long seed) {}
