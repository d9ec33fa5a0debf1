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

/** T9: the R shape, with the section as the storing side. */
public final class ReadLitmus {
  private ReadLitmus() {}

  /** The domain. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = FORBIDDEN, desc = "the load overtook the announcement")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Rcu extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      x(2);
      r.r1 = y();
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      y(1);
      Domain.synchronize();
      x(1);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x();
    }
  }

  /** Without the full fence of rcu_read_lock(). */
  @JCStressTest
  @Outcome(id = "0, 2", expect = ACCEPTABLE_INTERESTING, desc = "what the fence is for")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Broken extends Shared {
    private final Unfenced unfenced = new Unfenced();

    @Actor
    public void reader(II_Result r) {
      unfenced.readLockWithoutFence();
      x(2);
      r.r1 = y();
      unfenced.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      y(1);
      unfenced.synchronize();
      x(1);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x();
    }
  }
}
