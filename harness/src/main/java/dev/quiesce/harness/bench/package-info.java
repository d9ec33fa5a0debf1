/**
 * JMH benchmarks of single operations. The subject is a strategy of the catalogue, named by the
 * parameter {@code strategy}; {@link dev.quiesce.harness.bench.SeamBenchmark} compares the seam
 * with the same code written against {@code VarHandle}s.
 *
 * <p>JMH measures in forks of its own, in which the seam is direct.
 */
@NullMarked
package dev.quiesce.harness.bench;

import org.jspecify.annotations.NullMarked;
