package dev.quiesce.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The other half of the pair: unregister's look, which must come before the free. */
public final class AwaitLitmus {
  private AwaitLitmus() {}

  /** As {@link VisitLitmus.Announced}, here for its twin. */
  @JCStressTest
  @Outcome(id = "2", expect = FORBIDDEN, desc = "the callback ran beyond unregister")
  @Outcome(
      id = {"0", "1"},
      expect = ACCEPTABLE,
      desc = "not called, or called in time")
  @State
  public static class Awaited extends Machine {
    @Actor
    public void walker(I_Result r) {
      r.r1 = walk();
    }

    @Actor
    public void updater() {
      unregister();
    }
  }

  /** Unregister unlinks, and does not look for visits. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "what the wait is for")
  @Outcome(
      id = {"0", "1"},
      expect = ACCEPTABLE,
      desc = "not called, or called in time")
  @State
  public static class BrokenUnawaited extends Machine {
    public BrokenUnawaited() {
      super("await-visits");
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
