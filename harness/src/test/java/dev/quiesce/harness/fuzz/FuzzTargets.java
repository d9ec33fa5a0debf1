package dev.quiesce.harness.fuzz;

import dev.quiesce.harness.mtree.MtreeFuzz;
import dev.quiesce.harness.rundir.RunFuzz;
import dev.quiesce.harness.verify.TokenFuzz;
import dev.quiesce.harness.workload.RecordingFuzz;
import java.util.List;
import java.util.stream.Stream;

/** Every reader of input that others may have written. */
final class FuzzTargets {
  private FuzzTargets() {}

  static List<FuzzTarget> all() {
    return Stream.of(RecordingFuzz.all(), MtreeFuzz.all(), List.of(new TokenFuzz()), RunFuzz.all())
        .<FuzzTarget>flatMap(List::stream)
        .toList();
  }

  static FuzzTarget named(String name) {
    return all().stream().filter(target -> target.name().equals(name)).findFirst().orElseThrow();
  }
}
