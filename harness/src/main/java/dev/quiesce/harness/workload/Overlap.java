package dev.quiesce.harness.workload;

/**
 * A recorded race: an unregister that ran while another thread was inside a clear walk.
 *
 * @param listener the registration that ended
 * @param unregisterThread the thread that unregistered
 * @param unregister the unregister
 * @param walkThread the thread that walked
 * @param walk the walk
 * @param overlapNs for how long both ran, in nanoseconds; at least 1
 */
public record Overlap(
    ListenerInfo listener,
    String unregisterThread,
    Operation.UnregisterListener unregister,
    String walkThread,
    Operation.ClearDirtyBitmap walk,
    long overlapNs) {}
