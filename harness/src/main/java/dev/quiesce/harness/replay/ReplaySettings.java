package dev.quiesce.harness.replay;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.harness.barrier.MeasuredRcu;
import dev.quiesce.harness.result.RunSetting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a workload is replayed.
 *
 * @param speed factor of the recorded time; 0 for as fast as possible
 * @param rcu the RCU domain
 * @param batching how the call_rcu thread gathers callbacks
 * @param clearCost what {@code log_clear} costs
 * @param patience an operation that takes longer ends the replay as failed
 */
public record ReplaySettings(
    double speed, MeasuredRcu rcu, Batching batching, ClearCost clearCost, Duration patience) {
  /** As fast as possible. */
  public static final double MAX_SPEED = 0;

  /** The recorded pace, fast read sections, QEMU's batching, recorded costs. */
  public static final ReplaySettings RECORDED =
      new ReplaySettings(
          1, MeasuredRcu.FAST, Batching.QEMU, ClearCost.RECORDED, Duration.ofSeconds(10));

  /** Checks the speed. */
  public ReplaySettings {
    if (!(speed >= 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed " + speed + ": use max or a positive number");
    }
  }

  /** The same at another speed. */
  public ReplaySettings atSpeed(double newSpeed) {
    return new ReplaySettings(newSpeed, rcu, batching, clearCost, patience);
  }

  /** The same with another batching. */
  public ReplaySettings with(Batching newBatching) {
    return new ReplaySettings(speed, rcu, newBatching, clearCost, patience);
  }

  /** The same over another RCU domain. */
  public ReplaySettings with(MeasuredRcu newRcu) {
    return new ReplaySettings(speed, newRcu, batching, clearCost, patience);
  }

  /**
   * The recorded pace over what a job names.
   *
   * @throws IllegalArgumentException if it names something unknown
   */
  public static ReplaySettings of(RunSetting setting) {
    return RECORDED
        .with(MeasuredRcu.of(setting.rcu()))
        .with(batching(setting.batching()))
        .with(ClearCost.of(setting.logClear()));
  }

  /** The same with another cost of {@code log_clear}. */
  public ReplaySettings with(ClearCost newCost) {
    return new ReplaySettings(speed, rcu, batching, newCost, patience);
  }

  /** The same with another patience. */
  public ReplaySettings with(Duration newPatience) {
    return new ReplaySettings(speed, rcu, batching, clearCost, newPatience);
  }

  /** Whether operations wait for their recorded time. */
  boolean timed() {
    return speed > 0;
  }

  /** What a measurement says of itself. */
  Map<String, String> describe(AsymmetricBarrier barrier) {
    Map<String, String> setting = new LinkedHashMap<>();
    setting.put("speed", timed() ? String.format(Locale.ROOT, "%s", speed) : "max");
    setting.put("rcu", rcu.label(barrier));
    setting.put("batching", nameOf(batching));
    setting.put("log-clear", clearCost.label());
    return setting;
  }

  /**
   * The preset of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Batching batching(String name) {
    return switch (name) {
      case "qemu" -> Batching.QEMU;
      case "prompt" -> Batching.PROMPT;
      default -> throw new IllegalArgumentException("batching " + name + ": use qemu or prompt");
    };
  }

  private static String nameOf(Batching batching) {
    if (batching.equals(Batching.QEMU)) {
      return "qemu";
    }
    return batching.equals(Batching.PROMPT) ? "prompt" : batching.toString();
  }
}
