package dev.quiesce.harness.projection;

import dev.quiesce.harness.projection.BqlWindow.Holder;
import dev.quiesce.harness.projection.BqlWindow.Turn;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.ProjectedHost;
import dev.quiesce.harness.result.Projection;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.WorkloadFacts;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From a run and a recording of BQL holds to what larger machines would see. */
public final class Projector {
  /** Of each vCPU, where nothing else is said: a guest whose devices are paravirtual. */
  public static final int MMIO_PER_SECOND = 100;

  private static final double SECONDS = 10;
  private static final String REGISTERED = "register-listener";
  private static final String EJECTS = "eject";

  private final List<BqlWindow> windows;
  private final List<Holder> holders;
  private final long seed;

  /**
   * A projector.
   *
   * @param windows of a recording, at least one, with vCPUs
   */
  public Projector(List<BqlWindow> windows, long seed) {
    this.windows = List.copyOf(windows);
    this.holders = holders(windows);
    this.seed = seed;
  }

  /** The mean rate at which the recorded vCPUs took the BQL, a second each. */
  public double recordedMmioPerSecond() {
    return holders.stream()
        .filter(Holder::isVcpu)
        .mapToDouble(Holder::perSecond)
        .average()
        .orElseThrow(() -> new UsageException("no vCPU takes the BQL in the recorded windows"));
  }

  /**
   * Simulates every measured strategy on every host.
   *
   * @throws UsageException if the run has no measurement to start from
   */
  public Projection project(String run, RunData data, List<ProjectedHost> hosts) {
    List<Measurement> measured = firstOfEach(data.measurements().measurements());
    List<Projection.Check> checks = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      checks.addAll(Checks.recorded(i + 1, windows.get(i)));
    }
    List<Projection.Point> points = new ArrayList<>();
    Set<String> notes = new LinkedHashSet<>(assumptions());
    for (Measurement one : measured) {
      Checks.measured(one, seed).ifPresent(checks::add);
      WorkloadFacts facts = facts(data, one.workload());
      StrategyCosts costs = StrategyCosts.of(one, data.scores()).orElse(null);
      if (costs == null || facts == null) {
        notes.add(one.strategy() + " is left out: its replay failed, or had no walk or no eject");
        continue;
      }
      int listeners = (int) Math.max(1, facts.counts().getOrDefault(REGISTERED, 1L));
      double ejects = facts.counts().getOrDefault(EJECTS, 0L) / facts.seconds();
      if (costs.growth() == null) {
        notes.add(
            "walks are as long as with the recorded listeners: the run has no benchmark of walks at"
                + " four numbers of listeners (harness bench -- -p listeners=1,16,172,1024,4096)");
      }
      for (ProjectedHost host : hosts) {
        points.add(new HostModel(costs, host, listeners, seed).run(holders, ejects, SECONDS));
      }
    }
    if (points.isEmpty()) {
      throw new UsageException(
          run + " has no replay with walks and ejects: run 'harness compare' first");
    }
    return new Projection(
        Projection.SCHEMA, Projection.LABEL, seed, run, List.copyOf(notes), checks, points);
  }

  /** The threads, each with its turns of all windows, one after the other. */
  private static List<Holder> holders(List<BqlWindow> windows) {
    Map<String, List<Turn>> turns = new TreeMap<>();
    for (BqlWindow window : windows) {
      for (Holder one : window.holders()) {
        turns.computeIfAbsent(one.thread(), key -> new ArrayList<>()).addAll(one.turns());
      }
    }
    return turns.entrySet().stream()
        .map(entry -> new Holder(entry.getKey(), entry.getValue()))
        .toList();
  }

  private List<String> assumptions() {
    return List.of(
        String.format(
            Locale.ROOT,
            "vCPUs and main loop hold the BQL as recorded (%d windows); every thread has a core of"
                + " its own; locks are first come, first served",
            windows.size()),
        String.format(
            Locale.ROOT,
            "one migration clears 1 GiB a walk at %.1f GiB/s, %.1f ms of it in the kernel; ejects"
                + " come as often as in the replayed recording and take as much longer as there are"
                + " more listeners",
            HostModel.LINK_GIB_PER_SECOND,
            HostModel.KERNEL_CLEAR_NS / 1e6),
        "the costs of a strategy are those of its first replay in the run: its tail of a few ejects is"
            + " a tail of a few ejects",
        "a lock besides the BQL that walks take is held for the whole of an eject; locks that the"
            + " replay does not meter (those of the peers) are not simulated");
  }

  private static List<Measurement> firstOfEach(List<Measurement> all) {
    Set<String> seen = new LinkedHashSet<>();
    return all.stream().filter(one -> seen.add(one.strategy())).toList();
  }

  private static @Nullable WorkloadFacts facts(RunData data, String name) {
    return data.subjects().workloads().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The default hosts, up to what the largest have today. */
  public static List<ProjectedHost> hosts(double mmioPerSecond) {
    return List.of(
        new ProjectedHost(2, 27, 2, mmioPerSecond),
        new ProjectedHost(64, 172, 512, mmioPerSecond),
        new ProjectedHost(256, 1024, 4096, mmioPerSecond),
        new ProjectedHost(1024, 4096, 12288, mmioPerSecond));
  }
}
