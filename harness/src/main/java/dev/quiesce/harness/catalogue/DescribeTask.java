package dev.quiesce.harness.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Consumer;

/** Tells which strategies a child sees: code of a plugin path runs in children only. */
public final class DescribeTask implements ChildTask {
  /** The kind of this task. */
  public static final String KIND = "describe";

  private final Map<String, StrategyPlugin> plugins;

  @Inject
  DescribeTask(Map<String, StrategyPlugin> plugins) {
    this.plugins = plugins;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    plugins.values().forEach(plugin -> out.accept(new Message.Described(plugin.descriptor())));
  }
}
