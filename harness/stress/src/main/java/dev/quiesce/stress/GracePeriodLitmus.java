package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * T4: a section does not see a store from before a grace period missing and one from after it
 * present.
 */
public final class GracePeriodLitmus {
  private GracePeriodLitmus() {}

  /** The domain. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "the section spans the grace period")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Rcu extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      r.r1 = x();
      dwell();
      r.r2 = y();
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      x(1);
      Domain.synchronize();
      y(1);
    }
  }

  /** Without the grace period. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "what the grace period is for")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Broken extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      r.r1 = x();
      dwell();
      r.r2 = y();
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      x(1);
      y(1);
    }
  }
}
