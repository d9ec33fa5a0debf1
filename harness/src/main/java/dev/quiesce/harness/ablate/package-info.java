/**
 * Ablation: which subsets of a strategy's ingredients are enough.
 *
 * <p>A subset is <em>sufficient</em> when it is as good as the strategy's default form: in no cell
 * (scenario and variant) does it break a required promise, except where the default form declares
 * that very promise as its limit. A refusal breaks no promise. The minimal sufficient sets are
 * those without a sufficient proper subset; because more ingredients can be worse, supersets of
 * them need not be sufficient.
 *
 * <p>Nothing is concluded from a subset for its supersets or subsets. What is shared is the result
 * of a cell, between subsets that agree on every ingredient that the cell's executions asked for:
 * to those executions they are the same subset ({@link dev.quiesce.harness.ablate.Knowledge}).
 */
@NullMarked
package dev.quiesce.harness.ablate;

import org.jspecify.annotations.NullMarked;
