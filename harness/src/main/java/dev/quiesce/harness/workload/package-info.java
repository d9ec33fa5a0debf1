/**
 * The neutral workload that a replay executes: who registered, unregistered, walked, committed and
 * retired what, on which thread, when and for how long.
 *
 * <p>A {@link dev.quiesce.harness.workload.Workload} is immutable and knows nothing of the form it
 * was read from. {@link dev.quiesce.harness.workload.WorkloadReader} makes one from a recording,
 * from the log of a stock QEMU or from a file that {@link
 * dev.quiesce.harness.workload.WorkloadWriter} wrote. All times are nanoseconds since the first
 * record of the source.
 */
@NullMarked
package dev.quiesce.harness.workload;

import org.jspecify.annotations.NullMarked;
