package dev.quiesce.harness.torture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamMode;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.LoadedStrategies;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.TortureJob;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The child task {@code torture}: one strategy, real threads, a checked seam. */
public final class TortureTask implements ChildTask {
  /** The kind of this task. */
  public static final String KIND = "torture";

  private final LoadedStrategies strategies;

  /** A task over the given strategies. */
  @Inject
  public TortureTask(Map<String, StrategyPlugin> plugins) {
    this.strategies = new LoadedStrategies(plugins);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public @Nullable String mutant(JsonNode item) {
    return Json.convert(item, TortureJob.class).mutant();
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) throws Exception {
    if (Seam.MODE != SeamMode.CHECKED) {
      throw new IllegalStateException("torture needs a checked seam, this process is " + Seam.MODE);
    }
    TortureJob job = Json.convert(item, TortureJob.class);
    Form form = strategies.form(job.strategy(), job.form());
    Torture torture = new Torture(job, strategies.get(job.strategy()), form);
    out.accept(
        new Message.Tortured(
            torture.run(
                ms ->
                    out.accept(
                        new Message.Progress("torture " + job.strategy(), ms, job.millis())))));
  }
}
