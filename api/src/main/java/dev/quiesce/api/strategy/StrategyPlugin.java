package dev.quiesce.api.strategy;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import java.util.Optional;
import java.util.Set;

/**
 * The one public type of a strategy module; found with {@link java.util.ServiceLoader}, so it has a
 * public constructor without parameters. Stateless: every protocol is fresh.
 */
public interface StrategyPlugin {
  /** The strategy as data; the same at every call. */
  StrategyDescriptor descriptor();

  /**
   * A fresh protocol for one machine.
   *
   * @param ingredients a subset of the declared ones; to be asked where an ingredient matters and
   *     not before ({@link Switch}), so that an ablation sees what an execution depends on
   */
  Protocol create(Vm vm, Set<Ingredient> ingredients);

  /**
   * What a maintainer would merge, in Markdown with headings of level 3: the argument, and the
   * change in QEMU's terms. A line that is {@code {{costs}}} or {@code {{impossible}}} alone stands
   * for the measured costs beside the other strategies', and for what the harness showed to be
   * impossible. Empty for a strategy that proposes nothing.
   */
  default Optional<String> mergeProposal() {
    return Optional.empty();
  }
}
