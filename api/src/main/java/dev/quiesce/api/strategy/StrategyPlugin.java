package dev.quiesce.api.strategy;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
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
   * @param ingredients a subset of the declared ones
   */
  Protocol create(Vm vm, Set<Ingredient> ingredients);
}
