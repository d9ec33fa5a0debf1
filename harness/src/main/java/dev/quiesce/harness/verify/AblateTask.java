package dev.quiesce.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.SubsetCell;
import dev.quiesce.harness.result.SubsetJob;
import dev.quiesce.harness.result.Verdict;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Explores cells of one subset of a strategy's ingredients per item. */
final class AblateTask implements ChildTask {
  private final SubsetVerifier verifier;

  @Inject
  AblateTask(SubsetVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public String kind() {
    return "ablate";
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    SubsetJob job = Json.convert(item, SubsetJob.class);
    for (SubsetJob.Target target : job.cells()) {
      SubsetCell cell = verifier.verify(job, target);
      out.accept(new Message.OfSubset(cell));
      if (job.stopAtFirst() && cell.verdict() == Verdict.VIOLATED) {
        return;
      }
    }
  }
}
