package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** T3: what is read after a grace period is not older than what a section read before it. */
public final class SyncAndReadLitmus {
  private SyncAndReadLitmus() {}

  /** The domain. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the grace period did not wait for the section")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Rcu extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      x(1);
      dwell();
      y(1);
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      r.r1 = x();
      Domain.synchronize();
      r.r2 = y();
    }
  }

  /** Without the grace period. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "what the grace period is for")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Broken extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      x(1);
      dwell();
      y(1);
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      r.r1 = x();
      r.r2 = y();
    }
  }
}
