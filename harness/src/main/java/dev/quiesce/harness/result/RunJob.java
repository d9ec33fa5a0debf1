package dev.quiesce.harness.result;

import org.jspecify.annotations.Nullable;

/**
 * The item of the child task {@code run}: one workload replayed over one strategy on real threads.
 *
 * @param strategy the strategy's id
 * @param form the form's name
 * @param workload name of a bundled workload, or the path of a file
 * @param speed factor of the recorded time; 0 for as fast as possible
 * @param warmups replays at full speed before it that are not measured, so that the code is
 *     compiled
 * @param seed of everything that involves chance
 * @param histogram file for the raw interval logs, or null for none
 * @param repetition counts from 0
 * @param setting what is underneath
 */
public record RunJob(
    String strategy,
    String form,
    String workload,
    double speed,
    int warmups,
    long seed,
    @Nullable String histogram,
    int repetition,
    RunSetting setting) {
  /** As fast as possible. */
  public static final double MAX_SPEED = 0;

  /** Enough for the code to be compiled. */
  public static final int WARMUPS = 5;
}
