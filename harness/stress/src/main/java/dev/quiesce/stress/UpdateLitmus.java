package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** T10: the R shape, with the grace period as the storing side. */
public final class UpdateLitmus {
  private UpdateLitmus() {}

  /** The domain. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = FORBIDDEN, desc = "the grace period overtook the store")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Rcu extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      y(1);
      x(1);
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      x(2);
      Domain.synchronize();
      r.r1 = y();
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x();
    }
  }

  /** Without the fence of the grace period. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = ACCEPTABLE_INTERESTING, desc = "what the fence is for")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Broken extends Shared {
    private final Unfenced unfenced = new Unfenced();

    @Actor
    public void reader(II_Result r) {
      unfenced.readLock();
      y(1);
      x(1);
      unfenced.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      x(2);
      unfenced.synchronizeWithoutFence();
      r.r1 = y();
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x();
    }
  }
}
