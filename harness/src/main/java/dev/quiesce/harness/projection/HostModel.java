package dev.quiesce.harness.projection;

import dev.quiesce.harness.projection.BqlWindow.Holder;
import dev.quiesce.harness.projection.BqlWindow.Turn;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.ProjectedHost;
import dev.quiesce.harness.result.Projection;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A guest that migrates on a large host, in simulated time: vCPUs and the main loop take the BQL as
 * they were recorded, devices are ejected, the migration thread clears chunk after chunk, the
 * call_rcu thread frees what was retired. Every thread has a core of its own, so that locks are all
 * it waits for.
 */
final class HostModel {
  /** GiB a second: a link of 25 Gbit/s, on which the migration clears as fast as it sends. */
  static final double LINK_GIB_PER_SECOND = 2.9;

  /** What the kernel needs to clear the dirty log of 1 GiB, QEMU's default chunk; facts, §7. */
  static final double KERNEL_CLEAR_NS = 1_500_000;

  private static final String VCPU = "vcpu";
  private static final String MAIN = "main";
  private static final String EJECT = "eject";
  private static final String WALK = "walk";
  private static final String CALL_RCU = "call_rcu";
  private static final int DIGITS = 3;

  private final StrategyCosts costs;
  private final ProjectedHost host;
  private final int measuredListeners;
  private final Timeline timeline = new Timeline();
  private final SimulatedLock bql = new SimulatedLock(timeline);

  /** The lock that walks take, which may be the BQL; null if they take none. */
  private final @Nullable SimulatedLock walkLock;

  private final Draw draw;
  private final Histogram walks = new Histogram(DIGITS);
  private final Histogram ejects = new Histogram(DIGITS);
  private int backlog;
  private int backlogMax;
  private double backlogSince;
  private double backlogNs;

  /**
   * A machine.
   *
   * @param measuredListeners how many listeners there were where the costs were measured
   */
  HostModel(StrategyCosts costs, ProjectedHost host, int measuredListeners, long seed) {
    this.costs = costs;
    this.host = host;
    this.measuredListeners = measuredListeners;
    this.draw = new Draw(new SplittableRandom(seed));
    String lock = costs.walkLock();
    if (lock == null) {
      this.walkLock = null;
    } else {
      this.walkLock = lock.equals(StrategyCosts.BQL) ? bql : new SimulatedLock(timeline);
    }
  }

  /**
   * Simulates it for some time.
   *
   * @param holders whose turns the vCPUs and the main loop take
   * @param ejectsPerSecond how often a device goes
   */
  Projection.Point run(List<Holder> holders, double ejectsPerSecond, double seconds) {
    List<Holder> vcpus = holders.stream().filter(Holder::isVcpu).toList();
    double[] slowed = vcpus.stream().mapToDouble(this::slowed).toArray();
    for (int i = 0; i < host.vcpus(); i++) {
      int which = i % vcpus.size();
      Holder like = vcpus.get(which);
      take(VCPU, like, slowed[which], draw.index(like.turns().size()));
    }
    holders.stream()
        .filter(one -> one.thread().equals(MAIN))
        .findFirst()
        .ifPresent(one -> take(MAIN, one, 1, 0));
    timeline.after(draw.gapNs(ejectsPerSecond), () -> eject(ejectsPerSecond));
    timeline.after(0, this::walk);
    timeline.runUntil(seconds * 1e9);
    count(0);
    return new Projection.Point(
        costs.strategy(),
        host,
        bql.utilisation(),
        times(bql.waits(VCPU)),
        times(walks),
        times(ejects),
        backlogNs / timeline.nowNs(),
        backlogMax);
  }

  /**
   * By how much longer a vCPU thinks than the recorded one, so that it comes as often as wanted.
   */
  private double slowed(Holder like) {
    double hold = like.turns().stream().mapToDouble(Turn::holdNs).average().orElse(0);
    double think = like.turns().stream().mapToDouble(Turn::thinkNs).average().orElse(1);
    return Math.max(0, 1e9 / host.mmioPerSecond() - hold) / think;
  }

  private void take(String who, Holder like, double slowed, int turn) {
    Turn now = like.turns().get(turn);
    int next = (turn + 1) % like.turns().size();
    timeline.after(
        now.thinkNs() * slowed,
        () -> bql.hold(who, now.holdNs(), () -> take(who, like, slowed, next)));
  }

  private void eject(double perSecond) {
    timeline.after(draw.gapNs(perSecond), () -> eject(perSecond));
    double asked = timeline.nowNs();
    // Every commit of an unplug calls every listener.
    double ns = draw.of(costs.eject()) * host.listeners() / measuredListeners;
    bql.acquire(
        EJECT,
        () -> {
          Runnable done =
              () -> {
                bql.release();
                ejects.recordValue(Math.round(timeline.nowNs() - asked));
                retire();
              };
          if (walkLock != null && walkLock != bql) {
            walkLock.hold(EJECT, ns, done);
          } else {
            timeline.after(ns, done);
          }
        });
  }

  private void walk() {
    double asked = timeline.nowNs();
    double ns =
        KERNEL_CLEAR_NS + costs.walkNs(draw.of(costs.walk()), measuredListeners, host.listeners());
    Runnable done =
        () -> {
          walks.recordValue(Math.round(timeline.nowNs() - asked));
          double turn = 1e9 / LINK_GIB_PER_SECOND;
          timeline.after(turn - (timeline.nowNs() - asked), this::walk);
        };
    if (walkLock != null) {
      walkLock.hold(WALK, ns, done);
    } else {
      timeline.after(ns, done);
    }
  }

  private void retire() {
    OperationMeasurement lag = costs.freed();
    if (lag == null) {
      return;
    }
    count(1);
    OperationMeasurement callback = costs.callback();
    double ns = callback == null ? 0 : draw.of(callback);
    timeline.after(draw.of(lag), () -> bql.hold(CALL_RCU, ns, () -> count(-1)));
  }

  private void count(int change) {
    backlogNs += backlog * (timeline.nowNs() - backlogSince);
    backlogSince = timeline.nowNs();
    backlog += change;
    backlogMax = Math.max(backlogMax, backlog);
  }

  private static Projection.Times times(Histogram ns) {
    return ns.getTotalCount() == 0
        ? new Projection.Times(0, 0)
        : new Projection.Times(ns.getMean(), ns.getValueAtPercentile(99));
  }
}
