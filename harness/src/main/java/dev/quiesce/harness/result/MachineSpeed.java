package dev.quiesce.harness.result;

import java.util.List;

/**
 * How fast the explorer is on this machine.
 *
 * @param alone one explorer on one CPU, the others idle
 * @param together an explorer on each CPU at the same time, as {@code verify} uses them; the first
 *     alone where there is one CPU
 */
public record MachineSpeed(ExplorerSpeed alone, List<ExplorerSpeed> together) {
  /** Copies the list. */
  public MachineSpeed {
    together = List.copyOf(together);
  }

  /** Steps a second of all CPUs. */
  public double stepsPerSecond() {
    return together.stream().mapToDouble(ExplorerSpeed::stepsPerSecond).sum();
  }

  /** Schedules a second of all CPUs. */
  public double executionsPerSecond() {
    return together.stream().mapToDouble(ExplorerSpeed::executionsPerSecond).sum();
  }
}
