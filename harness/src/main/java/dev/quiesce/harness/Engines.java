package dev.quiesce.harness;

import com.google.inject.Module;
import dev.quiesce.harness.bench.BenchModule;
import dev.quiesce.harness.replay.ReplayModule;
import dev.quiesce.harness.torture.TortureModule;
import dev.quiesce.harness.verify.VerifyModule;
import java.util.List;

/** The modules of the engines: one line each, for the checker, the replay and the benchmarks. */
final class Engines {
  private Engines() {}

  static List<Module> modules() {
    return List.of(new VerifyModule(), new ReplayModule(), new BenchModule(), new TortureModule());
  }
}
