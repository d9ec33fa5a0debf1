package dev.quiesce.harness.result;

/**
 * What a run without a failure says, and no more (McKenney, "Is Parallel Programming Hard", chapter
 * "Validation"): failures that come at random leave a run of T seconds clean with probability
 * e^(-T/m), where m is their mean distance.
 *
 * @param seconds of load
 * @param periods between two checks
 * @param clean of those, without a failure
 */
public record CleanRun(double seconds, int periods, int clean) {
  /** Of a result. */
  public static CleanRun of(TortureResult result) {
    return new CleanRun(result.millis() / 1000.0, result.periods(), result.cleanPeriods());
  }

  /** Whether there was load, and no period failed. */
  public boolean isClean() {
    return periods > 0 && clean == periods;
  }

  /**
   * The least mean distance of failures that a clean run supports.
   *
   * @param confidence between 0 and 1
   * @return seconds; about T/3 at 95 %, T/4.6 at 99 %
   */
  public double secondsPerFailure(double confidence) {
    return seconds / -Math.log(1 - confidence);
  }

  /**
   * The greatest chance of a failing period that as many clean ones support.
   *
   * @param confidence between 0 and 1
   */
  public double chanceOfFailure(double confidence) {
    return 1 - Math.pow(1 - confidence, 1.0 / clean);
  }

  /** Mean distance of the failing periods that were seen, in seconds; infinite if none was. */
  public double secondsPerFailingPeriod() {
    return seconds / (periods - clean);
  }

  /**
   * How many clean runs show, with some confidence, that fewer than one in {@code 1/chance} fails.
   *
   * @param chance of a failure, between 0 and 1
   * @param confidence between 0 and 1
   */
  public static long needed(double chance, double confidence) {
    return (long) Math.ceil(Math.log(1 - confidence) / Math.log(1 - chance));
  }
}
