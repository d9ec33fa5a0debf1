package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** T8: the inner end of a nested section does not end the outer one. */
public final class NestingLitmus {
  private NestingLitmus() {}

  /** The domain. */
  @JCStressTest
  @Outcome(
      id = "0, 1",
      expect = FORBIDDEN,
      desc = "the grace period ended inside the outer section")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Rcu extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      r.r1 = x();
      Domain.readLock();
      Domain.readUnlock();
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

  /** The inner unlock ends the section. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "what nesting is for")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Broken extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      r.r1 = x();
      Domain.readUnlock();
      dwell();
      r.r2 = y();
    }

    @Actor
    public void updater(II_Result r) {
      x(1);
      Domain.synchronize();
      y(1);
    }
  }
}
