package dev.quiesce.harness.fork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.Sample;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A child whose items say how it fails. */
public final class FakeChild implements ChildTask {
  private final PrintStream raw;

  private FakeChild(PrintStream raw) {
    this.raw = raw;
  }

  public static List<String> command(String mode) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        FakeChild.class.getName(),
        mode);
  }

  public static void main(String[] args) throws Exception {
    PrintStream raw = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    new ChildLoop(new FakeChild(raw), new PlantedTasks(new Mutants(Map.of())), raw).run(System.in);
    if (args[0].equals("bad-exit")) {
      System.exit(5);
    }
    System.exit(0);
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) throws Exception {
    switch (item.path("key").path("scenario").asText(item.path("do").asText())) {
      case "exit-0" -> Runtime.getRuntime().halt(0);
      case "die" -> Runtime.getRuntime().halt(9);
      case "hang" -> Thread.sleep(60_000);
      case "throw" -> throw new IllegalStateException("the checker broke");
      case "garbage" -> raw.println("Segmentation fault");
      case "wrong-json" -> raw.println("{\"type\":\"nonsense\"}");
      case "long-line" -> raw.println("x".repeat(1 << 20));
      case "flood" -> {
        for (int i = 0; i < 1_000_000; i++) {
          out.accept(new Message.Progress("flood", i, 0));
        }
      }
      case "say-end" -> out.accept(new Message.End());
      case "print" -> System.out.println("a stray line of a task");
      case "silent" -> {}
      default -> answer(item, out);
    }
  }

  private static void answer(JsonNode item, Consumer<Message> out) throws Exception {
    out.accept(new Message.Progress("working", 0, 1));
    if (item.has("workload")) {
      out.accept(new Message.Measured(measurement(Json.convert(item, RunJob.class))));
    } else if (item.has("key")) {
      out.accept(new Message.Cell(asDeclared(item)));
    } else {
      out.accept(new Message.Cell(Sample.cell().build()));
    }
  }

  private static Measurement measurement(RunJob job) {
    return new Measurement(
        job.strategy(),
        job.form(),
        job.workload(),
        Map.of(),
        List.of(new OperationMeasurement("clear", "ns", 1, 1, 1, 1, 1, 1, 1, 1)),
        Map.of(),
        List.of(),
        0,
        false);
  }

  /** What the strategy declares of the cell, as if it had been explored. */
  private static CellResult asDeclared(JsonNode item) throws Exception {
    CellJob job = Json.convert(item, CellJob.class);
    if (job.key().variant().equals("slow")) {
      Thread.sleep(700);
    }
    Map<Promise, PromiseStatus> promises = new EnumMap<>(Promise.class);
    job.expected()
        .promises()
        .forEach((promise, declared) -> promises.put(promise, shown(declared)));
    return new CellResult(
        job.key().variant().equals("another") ? Sample.cell().key() : job.key(),
        Objects.requireNonNull(job.expected().verdict()),
        job.expected().verdict(),
        !job.key().variant().equals("long") || job.budget().millis() > 1_000,
        "dpor",
        1,
        0,
        1,
        1,
        1,
        promises,
        job.expected().promises(),
        List.of(),
        null,
        false,
        "");
  }

  private static PromiseStatus shown(Expectation declared) {
    return switch (declared) {
      case HOLDS -> PromiseStatus.HOLDS;
      case VIOLATED -> PromiseStatus.VIOLATED;
      case NOT_PROMISED -> PromiseStatus.NOT_PROMISED_UNSEEN;
    };
  }
}
