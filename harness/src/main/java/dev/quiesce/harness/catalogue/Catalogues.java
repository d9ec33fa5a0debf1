package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.fork.ChildJvm;
import dev.quiesce.harness.fork.ChildSpec;
import dev.quiesce.harness.fork.ItemOutcome;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.UsageException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the catalogue of this process, and of a plugin path if one is asked for. */
public final class Catalogues {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, StrategyPlugin> plugins;

  @Inject
  Catalogues(Map<String, StrategyPlugin> plugins) {
    this.plugins = plugins;
  }

  /** The strategies that come with the program. */
  public Catalogue builtIn() {
    return new Catalogue(plugins.values().stream().map(StrategyPlugin::descriptor).toList());
  }

  /**
   * The strategies that come with the program and those of a plugin path, which a child reads.
   *
   * @throws UsageException if the plugin path cannot be read or holds an id twice
   */
  public Catalogue with(List<Path> pluginPath) {
    if (pluginPath.isEmpty()) {
      return builtIn();
    }
    Plugins.check(pluginPath);
    List<StrategyDescriptor> found = new ArrayList<>();
    try {
      Path log = Files.createTempFile("quiesce-plugins", ".log");
      ChildSpec spec = ChildSpec.direct(DescribeTask.KIND, pluginPath, log);
      try (ChildJvm child = ChildJvm.start(spec)) {
        ItemOutcome outcome =
            child.execute(
                Map.of(),
                PATIENCE,
                message -> {
                  if (message instanceof Message.Described described) {
                    found.add(described.descriptor());
                  }
                });
        if (!(outcome instanceof ItemOutcome.Finished)) {
          throw new UsageException(
              "the strategies on the plugin path cannot be loaded:\n" + Files.readString(log));
        }
      }
      Files.delete(log);
    } catch (IOException e) {
      throw new RunFailure("the plugin path cannot be read in a child", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailure("interrupted", e);
    }
    return new Catalogue(found);
  }
}
