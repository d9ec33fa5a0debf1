package dev.quiesce.harness.projection;

import dev.quiesce.harness.ranking.Growth;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy costs, as a run has measured it.
 *
 * @param strategy its id
 * @param walk time of a clear walk
 * @param walkLock the lock that every walk takes: {@code bql}, another metered one, or null
 * @param eject time of an eject under the BQL
 * @param freed time from the retirement of an owner to its free; null where there is none
 * @param callback time of a batch of RCU callbacks under the BQL; null where there was none
 * @param growth of the walk with the number of listeners; null if that was not measured
 */
record StrategyCosts(
    String strategy,
    OperationMeasurement walk,
    @Nullable String walkLock,
    OperationMeasurement eject,
    @Nullable OperationMeasurement freed,
    @Nullable OperationMeasurement callback,
    @Nullable Growth growth) {
  static final String BQL = "bql";

  private static final String HOLD = "-hold";
  private static final String WALK = "clear-service";

  /** Where the walk's benchmark says how many listeners there were. */
  private static final String SIZE = "listeners";

  private static final String IN_TREE = "in-tree";

  /** The costs of a measured strategy; empty if the replay failed or had no walk or no eject. */
  static Optional<StrategyCosts> of(Measurement measured, List<BenchScore> scores) {
    Map<String, OperationMeasurement> operations = new TreeMap<>();
    measured.operations().forEach(one -> operations.put(one.name(), one));
    OperationMeasurement walk = operations.get(WALK);
    OperationMeasurement eject = operations.get(BQL + HOLD + "@eject");
    if (measured.failed() || walk == null || eject == null) {
      return Optional.empty();
    }
    return Optional.of(
        new StrategyCosts(
            measured.strategy(),
            walk,
            lockOfWalks(operations, walk.count()),
            eject,
            operations.get("retire-to-free"),
            operations.get(BQL + HOLD + "@call_rcu_thread"),
            growth(measured.strategy(), scores)));
  }

  /** A lock that was taken, at one place, at least as often as there were walks. */
  private static @Nullable String lockOfWalks(
      Map<String, OperationMeasurement> operations, long walks) {
    return operations.values().stream()
        .filter(one -> one.name().contains(HOLD) && one.count() >= walks)
        .map(one -> one.name().substring(0, one.name().indexOf(HOLD)))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Growth growth(String strategy, List<BenchScore> scores) {
    Map<Double, Double> curve = new TreeMap<>();
    for (BenchScore score : scores) {
      Map<String, String> params = score.params();
      if (score.benchmark().endsWith("StrategyBenchmark.walk")
          && strategy.equals(params.get("strategy"))
          && params.getOrDefault("population", IN_TREE).equals(IN_TREE)
          && params.containsKey(SIZE)) {
        curve.put(Double.valueOf(params.get(SIZE)), score.score());
      }
    }
    return curve.size() < Growth.MIN_SIZES ? null : Growth.of(curve);
  }

  /** By how much a walk over so many listeners is longer than the measured one. */
  double walkNs(double measuredNs, int measuredListeners, int listeners) {
    return growth == null
        ? measuredNs
        : measuredNs + growth.at(listeners) - growth.at(measuredListeners);
  }
}
