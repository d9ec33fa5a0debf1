package dev.quiesce.harness.fork;

import dev.quiesce.api.seam.SeamMode;
import dev.quiesce.harness.barrier.Barriers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a child JVM is started.
 *
 * @param kind of its items
 * @param seam mode of its seam
 * @param options further JVM options
 * @param pluginPath jars and directories with further strategies
 * @param cpu the only CPU it may use, or {@link #ANY_CPU}
 * @param log file that gets its standard error, and its thread dump when it hangs
 */
public record ChildSpec(
    String kind, SeamMode seam, List<String> options, List<Path> pluginPath, int cpu, Path log) {
  /** Not pinned. */
  public static final int ANY_CPU = -1;

  /** The system property with the plugin path of a child. */
  public static final String PLUGIN_PATH = "quiesce.pluginPath";

  /** First feature version whose virtual threads the controlled scheduler can use. */
  private static final int VIRTUAL_THREADS = 21;

  /** Copies the lists. */
  public ChildSpec {
    options = List.copyOf(options);
    pluginPath = List.copyOf(pluginPath);
  }

  /** A child that explores interleavings. */
  public static ChildSpec controlled(String kind, List<Path> pluginPath, int cpu, Path log) {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
    if (Runtime.version().feature() >= VIRTUAL_THREADS) {
      options.add("-Djdk.virtualThreadScheduler.parallelism=1");
      options.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
    } else {
      // Platform threads hand over through the kernel: C2 gains less there than it costs.
      options.add("-XX:TieredStopAtLevel=1");
    }
    return new ChildSpec(kind, SeamMode.CONTROLLED, options, pluginPath, cpu, log);
  }

  /** A child that measures. */
  public static ChildSpec direct(String kind, List<Path> pluginPath, Path log) {
    return new ChildSpec(kind, SeamMode.DIRECT, List.of(), pluginPath, ANY_CPU, log);
  }

  /** The same for figures that nobody compares: compiled quickly, not well. */
  public static ChildSpec hurried(String kind, List<Path> pluginPath, Path log) {
    List<String> options = List.of("-XX:TieredStopAtLevel=1");
    return new ChildSpec(kind, SeamMode.DIRECT, options, pluginPath, ANY_CPU, log);
  }

  /**
   * A child with real threads whose every access is checked, and with so little memory that a
   * backlog without bound is noticed.
   */
  public static ChildSpec checked(String kind, List<Path> pluginPath, Path log) {
    List<String> options = List.of("-Xmx64m", "-XX:+UseSerialGC");
    return new ChildSpec(kind, SeamMode.CHECKED, options, pluginPath, ANY_CPU, log);
  }

  /** The same child pinned to another CPU. */
  public ChildSpec onCpu(int number) {
    return new ChildSpec(kind, seam, options, pluginPath, number, log);
  }

  /** The command line. */
  List<String> command() {
    List<String> command = new ArrayList<>(Cpus.pin(cpu));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dquiesce.seam=" + seam.name().toLowerCase(Locale.ROOT));
    command.add("-Dguice_custom_class_loading=CHILD");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
      // JNA loads its library for membarrier(2).
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    String barrier = System.getProperty(Barriers.PROPERTY);
    if (barrier != null) {
      command.add("-D" + Barriers.PROPERTY + "=" + barrier);
    }
    if (!pluginPath.isEmpty()) {
      command.add("-D" + PLUGIN_PATH + "=" + PluginPath.format(pluginPath));
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ChildMain.class.getName());
    command.add(kind);
    return command;
  }
}
