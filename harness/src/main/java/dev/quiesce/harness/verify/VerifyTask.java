package dev.quiesce.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.Json;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Explores one cell per item. */
final class VerifyTask implements ChildTask {
  private final CellVerifier verifier;

  @Inject
  VerifyTask(CellVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public String kind() {
    return "verify";
  }

  @Override
  public @Nullable String mutant(JsonNode item) {
    return Json.convert(item, CellJob.class).mutant();
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    out.accept(new Message.Cell(verifier.verify(Json.convert(item, CellJob.class))));
  }
}
