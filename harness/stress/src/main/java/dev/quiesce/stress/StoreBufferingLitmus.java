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
 * T1: a store in a section and a load behind a grace period, crosswise: not both loads may miss.
 */
public final class StoreBufferingLitmus {
  private StoreBufferingLitmus() {}

  /** The domain. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "a section and a grace period missed each other")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Rcu extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      x(1);
      r.r1 = y();
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      y(1);
      Domain.synchronize();
      r.r2 = x();
    }
  }

  /** Without the full fence of rcu_read_lock(). */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "what the fence is for")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Broken extends Shared {
    private final Unfenced unfenced = new Unfenced();

    @Actor
    public void reader(II_Result r) {
      unfenced.readLockWithoutFence();
      x(1);
      r.r1 = y();
      unfenced.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      y(1);
      unfenced.synchronize();
      r.r2 = x();
    }
  }
}
