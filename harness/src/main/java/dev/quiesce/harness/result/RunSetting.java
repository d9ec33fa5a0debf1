package dev.quiesce.harness.result;

/**
 * What is underneath a replay besides the strategy.
 *
 * @param rcu the RCU domain: {@code fast}, or {@code qemu} for QEMU's own algorithm
 * @param batching how the call_rcu thread gathers callbacks: {@code qemu} or {@code prompt}
 * @param logClear cost of a {@code log_clear}: {@code recorded}, {@code per-gib} or {@code none}
 */
public record RunSetting(String rcu, String batching, String logClear) {
  /** Fast read sections, QEMU's batching, the recorded costs. */
  public static final RunSetting DEFAULT = new RunSetting("fast", "qemu", "recorded");

  /** The same over another RCU domain. */
  public RunSetting withRcu(String other) {
    return new RunSetting(other, batching, logClear);
  }

  /** The same with another cost of {@code log_clear}. */
  public RunSetting withLogClear(String other) {
    return new RunSetting(rcu, batching, other);
  }

  /** Short enough for a file name; empty for the default. */
  public String suffix() {
    return equals(DEFAULT) ? "" : "-" + rcu + "-" + batching + "-" + logClear;
  }
}
