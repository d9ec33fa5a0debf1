package dev.quiesce.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.explore.Nondeterminism;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.ReplayJob;
import dev.quiesce.harness.result.UsageException;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Executes one schedule per item again. */
final class ReplayTask implements ChildTask {
  private final CellVerifier verifier;

  @Inject
  ReplayTask(CellVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public String kind() {
    return "replay";
  }

  @Override
  public @Nullable String mutant(JsonNode item) {
    try {
      return Token.decode(Json.convert(item, ReplayJob.class).token()).mutant();
    } catch (UsageException e) {
      // run() says what is wrong with it.
      return null;
    }
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    try {
      ReplayJob job = Json.convert(item, ReplayJob.class);
      out.accept(new Message.Replayed(verifier.replay(job.token(), job.until())));
    } catch (UsageException | Nondeterminism e) {
      out.accept(new Message.Rejected(String.valueOf(e.getMessage())));
    }
  }
}
