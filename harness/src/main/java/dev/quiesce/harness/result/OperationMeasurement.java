package dev.quiesce.harness.result;

/**
 * The latencies of one operation.
 *
 * @param name one of {@link MeasuredOperation}'s ids, or an engine's own
 * @param unit of the values, {@code ns}
 * @param count of the values
 * @param min smallest
 * @param p50 median
 * @param p90 percentile
 * @param p99 percentile
 * @param p999 percentile 99.9
 * @param max largest
 * @param mean of all
 */
public record OperationMeasurement(
    String name,
    String unit,
    long count,
    double min,
    double p50,
    double p90,
    double p99,
    double p999,
    double max,
    double mean) {}
