package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.UsageException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds strategies with the service loader. */
final class Plugins {
  private static final String SERVICE = "META-INF/services/" + StrategyPlugin.class.getName();

  private Plugins() {}

  /** Strategies of the class path and of the plugin path, in the catalogue's order. */
  static List<StrategyPlugin> load(List<Path> pluginPath) {
    try {
      ClassLoader own = Plugins.class.getClassLoader();
      // The loader lives as long as the process: its classes are used until the end.
      ClassLoader loader =
          pluginPath.isEmpty() ? own : new URLClassLoader("plugins", urls(pluginPath), own);
      List<StrategyPlugin> plugins = new ArrayList<>();
      ServiceLoader.load(StrategyPlugin.class, loader).forEach(plugins::add);
      plugins.sort(Comparator.comparing(StrategyPlugin::descriptor, StrategyOrder.comparator()));
      return plugins;
    } catch (ServiceConfigurationError e) {
      throw new UsageException("a strategy cannot be loaded: " + e.getMessage());
    }
  }

  private static URL[] urls(List<Path> pluginPath) {
    List<URL> urls = new ArrayList<>();
    for (Path path : check(pluginPath)) {
      try {
        urls.add(path.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new UsageException("plugin path " + path + " is no URL: " + e.getMessage());
      }
    }
    return urls.toArray(new URL[0]);
  }

  /**
   * Jars and directories of a plugin path; a directory that is no class directory stands for its
   * jars.
   */
  static List<Path> check(List<Path> pluginPath) {
    List<Path> found = new ArrayList<>();
    for (Path path : pluginPath) {
      if (Files.isDirectory(path) && !Files.exists(path.resolve(SERVICE))) {
        found.addAll(jars(path));
      } else if (Files.isReadable(path)) {
        found.add(path);
      } else {
        throw new UsageException("plugin path " + path + " cannot be read");
      }
    }
    return found;
  }

  private static List<Path> jars(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> jars =
          entries.filter(entry -> entry.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new UsageException("plugin path " + directory + " holds no strategy and no jar");
      }
      return jars;
    } catch (IOException e) {
      throw new UsageException("plugin path " + directory + " cannot be read: " + e.getMessage());
    }
  }
}
