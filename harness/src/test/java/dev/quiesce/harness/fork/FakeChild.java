package dev.quiesce.harness.fork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Sample;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
    new ChildLoop(new FakeChild(raw), raw).run(System.in);
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

  private static void answer(JsonNode item, Consumer<Message> out) {
    out.accept(new Message.Progress("working", 0, 1));
    CellResult cell = Sample.cell().build();
    if (item.has("key")) {
      String scenario = item.path("key").path("scenario").asText();
      cell = Sample.cell(item.path("key").path("strategy").asText(), scenario).build();
    }
    out.accept(new Message.Cell(Json.convert(Json.tree((Object) cell), CellResult.class)));
  }
}
