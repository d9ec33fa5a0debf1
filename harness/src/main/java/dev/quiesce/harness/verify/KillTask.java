package dev.quiesce.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.KillJob;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Tries one planted bug per item against the check that is to notice it. */
final class KillTask implements ChildTask {
  private final MutantTrial trial;

  @Inject
  KillTask(MutantTrial trial) {
    this.trial = trial;
  }

  @Override
  public String kind() {
    return "kill";
  }

  @Override
  public String mutant(JsonNode item) {
    return Json.convert(item, KillJob.class).mutant();
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    out.accept(new Message.Killed(trial.run(Json.convert(item, KillJob.class))));
  }
}
