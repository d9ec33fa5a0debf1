package dev.quiesce.harness.fork;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Pools of {@link FakeChild}. */
public final class FakePools {
  private FakePools() {}

  public static WorkPool of(int children, Path log) {
    return new WorkPool(
        ChildSpec.direct("fake", List.of(), log),
        Collections.nCopies(children, ChildSpec.ANY_CPU),
        spec -> ChildJvm.start(spec, FakeChild.command("normal"), ChildLimits.DEFAULT));
  }
}
