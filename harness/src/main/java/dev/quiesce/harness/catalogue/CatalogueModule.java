package dev.quiesce.harness.catalogue;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binds every strategy that is found under its id: {@code Map<String, StrategyPlugin>}. */
public final class CatalogueModule extends AbstractModule {
  private final List<Path> pluginPath;

  /** A module that looks on the class path and on the given plugin path. */
  public CatalogueModule(List<Path> pluginPath) {
    this.pluginPath = List.copyOf(pluginPath);
  }

  @Override
  protected void configure() {
    MapBinder<String, StrategyPlugin> binder =
        MapBinder.newMapBinder(binder(), String.class, StrategyPlugin.class);
    byId(Plugins.load(pluginPath))
        .forEach((id, plugin) -> binder.addBinding(id).toInstance(plugin));
  }

  static Map<String, StrategyPlugin> byId(List<StrategyPlugin> plugins) {
    Map<String, StrategyPlugin> byId = new LinkedHashMap<>();
    for (StrategyPlugin plugin : plugins) {
      String id = plugin.descriptor().id();
      StrategyPlugin other = byId.putIfAbsent(id, plugin);
      if (other != null) {
        throw new UsageException(
            "two strategies have the id '"
                + id
                + "': "
                + other.getClass().getName()
                + " and "
                + plugin.getClass().getName());
      }
    }
    return byId;
  }
}
