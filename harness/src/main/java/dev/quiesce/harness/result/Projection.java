package dev.quiesce.harness.result;

import java.util.List;

/**
 * The document of {@code harness project}: everything in it is simulated.
 *
 * @param schema version of the format
 * @param label says so
 * @param seed of everything that involves chance
 * @param run where the costs were measured
 * @param notes what was assumed
 * @param checks how far the simulation is from what was recorded
 * @param points what it says of other machines
 */
public record Projection(
    int schema,
    String label,
    long seed,
    String run,
    List<String> notes,
    List<Check> checks,
    List<Point> points) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** What stands beside every figure. */
  public static final String LABEL = "simulated, not measured";

  /** Copies the lists. */
  public Projection {
    notes = List.copyOf(notes);
    checks = List.copyOf(checks);
    points = List.copyOf(points);
  }

  /** The machines, each once, in the order of the points. */
  public List<ProjectedHost> hosts() {
    return points.stream().map(Point::host).distinct().toList();
  }

  /**
   * A wait for the BQL that is known, and what the simulation makes of the same machine.
   *
   * @param what which threads, where
   * @param knownNs ns, recorded or measured
   * @param simulatedNs ns
   */
  public record Check(String what, double knownNs, double simulatedNs) {
    /** How many times too long (or, below 1, too short) the simulated wait is. */
    public double ratio() {
      return knownNs == 0 ? Double.NaN : simulatedNs / knownNs;
    }
  }

  /**
   * One strategy on one machine.
   *
   * @param strategy its id
   * @param host the machine
   * @param bqlUtilisation part of the time that the BQL is held
   * @param vcpuWait waits of the vCPUs for the BQL
   * @param walk clear walks, with their waits for a lock
   * @param eject ejects, from the request for the BQL to its release
   * @param backlogMean owners that are retired and not freed, on average
   * @param backlogMax the most at any time
   */
  public record Point(
      String strategy,
      ProjectedHost host,
      double bqlUtilisation,
      Times vcpuWait,
      Times walk,
      Times eject,
      double backlogMean,
      int backlogMax) {}

  /**
   * Simulated times.
   *
   * @param meanNs ns
   * @param p99Ns ns
   */
  public record Times(double meanNs, double p99Ns) {}
}
