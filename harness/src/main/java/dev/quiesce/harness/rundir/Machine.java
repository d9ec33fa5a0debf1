package dev.quiesce.harness.rundir;

import dev.quiesce.harness.barrier.Barriers;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads what the running system says of itself. */
public final class Machine {
  private static final String UNKNOWN = "unknown";

  private Machine() {}

  /** The environment of this process. */
  public static Environment environment() {
    return new Environment(
        System.getProperty("java.vm.vendor")
            + " "
            + System.getProperty("java.vm.name")
            + " "
            + Runtime.version(),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList(),
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        file("/sys/devices/system/cpu/smt/active"),
        file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        file("/sys/fs/cgroup/cpu.max"),
        file("/sys/fs/cgroup/memory.max"),
        barrier(Barriers.ofProcess()));
  }

  private static String barrier(Barriers chosen) {
    return chosen.barrier().flavour() + chosen.warning().map(why -> ": " + why).orElse("");
  }

  /** What a document says of when: UTC, to the second. */
  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The load average of the last minute, negative if the system does not say. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String cpuModel() {
    return file("/proc/cpuinfo")
        .lines()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .orElse(System.getProperty("os.arch", UNKNOWN));
  }

  private static String file(String path) {
    try {
      return Files.readString(Path.of(path)).trim();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
