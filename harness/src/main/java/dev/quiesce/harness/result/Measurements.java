package dev.quiesce.harness.result;

import java.util.List;

/**
 * The document {@code measurements.json}.
 *
 * @param schema version of the format
 * @param seed of everything that involves chance
 * @param measurements in the order they were made
 */
public record Measurements(int schema, long seed, List<Measurement> measurements) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** Copies the measurements. */
  public Measurements {
    measurements = List.copyOf(measurements);
  }
}
