package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.UsageException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The strategies of this process, as its jobs name them. Immutable.
 *
 * @param byId each strategy under its id
 */
public record LoadedStrategies(Map<String, StrategyPlugin> byId) {
  /** Keeps a copy. */
  public LoadedStrategies {
    byId = Map.copyOf(byId);
  }

  /**
   * The strategy of that id.
   *
   * @throws UsageException if there is none
   */
  public StrategyPlugin get(String id) {
    StrategyPlugin plugin = byId.get(id);
    if (plugin == null) {
      throw new UsageException(
          "unknown strategy '" + id + "': valid are " + new TreeMap<>(byId).keySet());
    }
    return plugin;
  }

  /**
   * One form of one strategy.
   *
   * @throws UsageException if there is no such strategy, or it has no such form
   */
  public Form form(String id, String name) {
    return get(id)
        .descriptor()
        .form(name)
        .orElseThrow(() -> new UsageException("strategy " + id + " has no form '" + name + "'"));
  }
}
