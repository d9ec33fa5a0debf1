package dev.quiesce.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.LoadedStrategies;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.UsageJob;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Consumer;

/** Fills in the usage matrix of one subject per item. */
final class UsageTask implements ChildTask {
  private final LoadedStrategies strategies;

  @Inject
  UsageTask(Map<String, StrategyPlugin> plugins) {
    this.strategies = new LoadedStrategies(plugins);
  }

  @Override
  public String kind() {
    return "usage";
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    UsageJob job = Json.convert(item, UsageJob.class);
    Form form = strategies.form(job.strategy(), job.form());
    try (UsageVerifier verifier = new UsageVerifier(job.executions())) {
      out.accept(new Message.Used(verifier.verify(strategies.get(job.strategy()), form)));
    }
  }
}
