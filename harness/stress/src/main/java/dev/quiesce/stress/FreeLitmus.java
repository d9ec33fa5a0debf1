package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** T5 and T6: what a section reaches is not poisoned while it is inside. */
public final class FreeLitmus {
  private FreeLitmus() {}

  /** T5: through one pointer. */
  @JCStressTest
  @Outcome(id = "-1", expect = FORBIDDEN, desc = "the old object was poisoned inside the section")
  @Outcome(expect = ACCEPTABLE, desc = "the old object or the new one")
  @State
  public static class Rcu extends Chain {
    @Actor
    public void reader(I_Result r) {
      Domain.readLock();
      r.r1 = first();
      Domain.readUnlock();
    }

    @Actor
    public void updater() {
      unlink();
      Domain.synchronize();
      victim.value(POISON);
    }
  }

  /** T5 without the grace period. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "what the grace period is for")
  @Outcome(expect = ACCEPTABLE, desc = "the old object or the new one")
  @State
  public static class Broken extends Chain {
    @Actor
    public void reader(I_Result r) {
      Domain.readLock();
      r.r1 = first();
      Domain.readUnlock();
    }

    @Actor
    public void updater() {
      unlink();
      victim.value(POISON);
    }
  }

  /** T6: in a walk over a list. */
  @JCStressTest
  @Outcome(id = "-1", expect = FORBIDDEN, desc = "the walk met a poisoned node")
  @Outcome(
      id = {"2", "3"},
      expect = ACCEPTABLE,
      desc = "with or without the removed node")
  @State
  public static class RcuList extends Chain {
    @Actor
    public void reader(I_Result r) {
      Domain.readLock();
      r.r1 = walk();
      Domain.readUnlock();
    }

    @Actor
    public void updater() {
      unlink();
      Domain.synchronize();
      victim.value(POISON);
    }
  }

  /** T6 without the grace period. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "what the grace period is for")
  @Outcome(
      id = {"2", "3"},
      expect = ACCEPTABLE,
      desc = "with or without the removed node")
  @State
  public static class BrokenList extends Chain {
    @Actor
    public void reader(I_Result r) {
      Domain.readLock();
      r.r1 = walk();
      Domain.readUnlock();
    }

    @Actor
    public void updater() {
      unlink();
      victim.value(POISON);
    }
  }
}
