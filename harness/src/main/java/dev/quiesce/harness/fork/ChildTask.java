package dev.quiesce.harness.fork;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a child JVM can do; bound into a Guice set. */
public interface ChildTask {
  /**
   * {@code verify}, {@code replay}, {@code run}, {@code bench} or {@code torture}; one task of
   * each.
   */
  String kind();

  /** Which bug is to be planted in the code that does {@code item}; null for none. */
  default @Nullable String mutant(JsonNode item) {
    return null;
  }

  /**
   * Does one item; called once per item, one after the other, on one thread.
   *
   * @param item the record of this kind as JSON: {@code CellJob}, {@code ReplayJob}, {@code
   *     RunJob}, {@code BenchJob}, {@code TortureJob}
   * @param out takes the results, from any thread
   * @throws Exception if the item failed; the next item is given all the same
   */
  void run(JsonNode item, Consumer<Message> out) throws Exception;
}
