package dev.quiesce.harness.fork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.mutant.Mutant;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.mutant.Planted;
import dev.quiesce.harness.result.Json;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Does items in copies of this program, each with one bug planted. Confined to the child's main
 * thread, but for the messages.
 */
public final class PlantedTasks {
  /**
   * One item of one kind.
   *
   * @param kind of the task
   * @param item its record as JSON
   */
  record Order(String kind, JsonNode item) {}

  private final Mutants mutants;
  private final Map<String, BiConsumer<String, Consumer<String>>> copies = new HashMap<>();

  /** Plants these bugs, when asked to. */
  @Inject
  public PlantedTasks(Mutants mutants) {
    this.mutants = mutants;
  }

  /**
   * Does one item in the copy with that bug.
   *
   * @param out takes the results, from any thread; a rejection if there is no such bug
   */
  public void run(String id, String kind, JsonNode item, Consumer<Message> out) {
    Optional<Mutant> mutant = mutants.find(id);
    if (mutant.isEmpty()) {
      out.accept(
          new Message.Rejected("unknown mutant '" + id + "': valid are " + mutants.ids().toList()));
      return;
    }
    copies
        .computeIfAbsent(id, key -> Planted.entry(mutant.get(), PlantedChild.class))
        .accept(Json.line(new Order(kind, item)), line -> out.accept(message(line)));
  }

  private static Message message(String line) {
    try {
      return Json.read(line, Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a planted task said nonsense: " + line, e);
    }
  }
}
