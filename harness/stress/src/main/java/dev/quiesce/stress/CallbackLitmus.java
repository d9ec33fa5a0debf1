package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** T14: call_rcu() orders as a grace period does. T15 and T16: a grace period is no drain. */
public final class CallbackLitmus {
  private CallbackLitmus() {}

  /** T14: the callback stores after the sections that were open. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "the callback ran inside the section")
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
      Domain.RCU.callRcu(worker -> y(1));
    }
  }

  /** T14 with a callback that runs at once. */
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

  /** T16: after a drain the callbacks queued before have run. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "the drain returned before the callback had run")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class Drain extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      r.r1 = y();
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      Domain.RCU.callRcu(worker -> x(1));
      Domain.RCU.drain(Domain.self());
      r.r2 = x();
    }
  }

  /** T15, allowed, and the twin of T16: synchronize_rcu() in place of the drain. */
  @JCStressTest
  @Outcome(
      id = "0, 0",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the callback had not run: a grace period is no drain")
  @Outcome(expect = ACCEPTABLE, desc = "any other")
  @State
  public static class BrokenDrain extends Shared {
    @Actor
    public void reader(II_Result r) {
      Domain.readLock();
      r.r1 = y();
      Domain.readUnlock();
    }

    @Actor
    public void updater(II_Result r) {
      Domain.RCU.callRcu(worker -> x(1));
      Domain.synchronize();
      r.r2 = x();
    }
  }
}
