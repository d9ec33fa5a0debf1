/**
 * Replays a recorded workload on real threads over one strategy, and measures it.
 *
 * <p>{@link dev.quiesce.harness.replay.Replayer} is the entry. The operations of each recorded
 * thread are compiled into arrays first ({@link dev.quiesce.harness.replay.Script}); the threads
 * then start them open-loop at the recorded times, whether or not earlier ones are late, and
 * latencies count from the intended start. Dependencies between the threads are those of the locks,
 * and of causes that the recording names: a listener is registered before it is unregistered, a
 * migration starts before its thread works.
 */
@NullMarked
package dev.quiesce.harness.replay;

import org.jspecify.annotations.NullMarked;
