package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The pair of the strategy active-ref, with a full fence on both sides: a walker announces its
 * visit and looks whether the node is open, unregister closes the node and looks for visits. The
 * updater frees the owner when unregister has returned.
 */
public final class VisitLitmus {
  private VisitLitmus() {}

  /** A visit is awaited, or does not begin. */
  @JCStressTest
  @Outcome(id = "2", expect = FORBIDDEN, desc = "the callback ran beyond unregister")
  @Outcome(
      id = {"0", "1"},
      expect = ACCEPTABLE,
      desc = "not called, or called in time")
  @State
  public static class Announced extends Machine {
    @Actor
    public void walker(I_Result r) {
      r.r1 = walk();
    }

    @Actor
    public void updater() {
      unregister();
    }
  }

  /** The walker looks, and does not announce. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "what the announcement is for")
  @Outcome(
      id = {"0", "1"},
      expect = ACCEPTABLE,
      desc = "not called, or called in time")
  @State
  public static class BrokenUnannounced extends Machine {
    public BrokenUnannounced() {
      super("active-ref");
    }

    @Actor
    public void walker(I_Result r) {
      r.r1 = walk();
    }

    @Actor
    public void updater() {
      unregister();
    }
  }
}
