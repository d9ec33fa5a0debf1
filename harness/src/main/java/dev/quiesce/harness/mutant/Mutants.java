package dev.quiesce.harness.mutant;

import dev.quiesce.api.strategy.Promise;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The planted bugs, all of them missing fences of the full RCU algorithm: x86-TSO tells them apart,
 * interleavings cannot.
 */
public final class Mutants {
  private static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "no-fence-in-read-lock",
              "rcu_read_lock() publishes its snapshot without a full fence",
              Set.of("rcu_read_lock"),
              Optional.of(Promise.NO_USE_AFTER_FREE),
              "gfree-rcu, balloon-hint, tso, full RCU"),
          new Mutant(
              "no-fence-in-read-unlock",
              "rcu_read_unlock() looks at waiting before its quiescent state is visible",
              Set.of("rcu_read_unlock"),
              Optional.of(Promise.NO_DEADLOCK),
              "control-synchronize, tlb-protect-code, tso, full RCU"),
          new Mutant(
              "no-fence-in-wait-for-readers",
              "the grace period looks at the readers before its waiting flags are visible",
              Set.of("wait_for_readers"),
              Optional.of(Promise.NO_DEADLOCK),
              "control-synchronize, tlb-protect-code, tso, full RCU"),
          new Mutant(
              "no-fence-in-synchronize",
              "synchronize_rcu() does not fence before it advances the counter",
              Set.of("synchronize_rcu"),
              Optional.empty(),
              "equivalent on x86: taking rcu_sync_lock and rcu_registry_lock drains the store buffer"));

  private Mutants() {}

  /** All of them. */
  public static List<Mutant> all() {
    return ALL;
  }

  /** The bug of that id. */
  public static Optional<Mutant> find(String id) {
    return ALL.stream().filter(mutant -> mutant.id().equals(id)).findFirst();
  }
}
