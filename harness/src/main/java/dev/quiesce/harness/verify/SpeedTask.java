package dev.quiesce.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.SpeedJob;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Measures the explorer. */
final class SpeedTask implements ChildTask {
  private final CellVerifier verifier;

  @Inject
  SpeedTask(CellVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public String kind() {
    return "speed";
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    out.accept(new Message.Speed(verifier.speed(Json.convert(item, SpeedJob.class))));
  }
}
