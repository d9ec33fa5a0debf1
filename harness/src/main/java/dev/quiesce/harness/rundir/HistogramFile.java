package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.RunSetting;
import java.util.Map;

/**
 * The name of a replay's interval log, from what was replayed. It is a plain name, whatever a
 * document says that was replayed.
 */
public final class HistogramFile {
  private static final String SUFFIX = ".hlog";

  private HistogramFile() {}

  /** The file's name in the run directory. */
  public static String name(
      String strategy, String form, String workload, RunSetting setting, String repetition) {
    String variant = setting.suffix() + "-" + repetition;
    return safe(strategy) + "-" + safe(form) + "-" + safe(workload) + safe(variant) + SUFFIX;
  }

  /** The file's name in the run directory, of a measurement that was made. */
  static String name(Measurement one) {
    Map<String, String> setting = one.setting();
    RunSetting made =
        new RunSetting(
            setting.getOrDefault("rcu", "").startsWith("qemu") ? "qemu" : RunSetting.DEFAULT.rcu(),
            setting.getOrDefault("batching", RunSetting.DEFAULT.batching()),
            setting.getOrDefault("log-clear", RunSetting.DEFAULT.logClear()));
    String repetition = setting.getOrDefault("repetition", "0");
    return name(one.strategy(), one.form(), one.workload(), made, repetition);
  }

  /** The last part of a path, without what a file name should not hold. */
  private static String safe(String part) {
    String name = part.substring(part.lastIndexOf('/') + 1);
    return name.replaceAll("[^A-Za-z0-9_.-]", "_");
  }
}
