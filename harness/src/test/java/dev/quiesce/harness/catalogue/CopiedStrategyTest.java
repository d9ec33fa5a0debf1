package dev.quiesce.harness.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.Main;
import dev.quiesce.harness.result.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A strategy is added by copying a directory: no source of the harness names it. */
@Timeout(180)
final class CopiedStrategyTest {
  private static final String ID = "copied-by-a-newcomer";

  @TempDir static Path directory;

  private static Path jar;

  @BeforeAll
  static void copy() throws IOException {
    Path checkout = Path.of("").toAbsolutePath().getParent();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("gfreercu", "copied");
    names.put("GfreeRcu", "Copied");
    names.put("\"gfree-rcu\"", "\"" + ID + "\"");
    jar =
        new CopiedStrategy(directory)
            .copy(checkout.resolve("strategy-gfree-rcu"), names)
            .compile()
            .pack();
  }

  private record Run(int code, String out, String err) {}

  private static Run harness(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dguice_custom_class_loading=CHILD");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  @Test
  void verify_ofACopiedStrategy_exploresItThroughThePluginPath() throws Exception {
    Run run =
        harness(
            "verify",
            "-s",
            ID,
            "--plugin-path",
            jar.toString(),
            "--scenarios",
            "vcpu-mmio",
            "--budget",
            "20s",
            "--format",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode cells = Json.tree(run.out()).get("cells");
    assertThat(cells.size()).isPositive();
    for (JsonNode cell : cells) {
      assertThat(cell.get("strategy").asText()).isEqualTo(ID);
      assertThat(cell.get("verdict").asText()).isEqualTo("holds");
      assertThat(cell.get("executions").asLong()).isPositive();
      assertThat(cell.get("expected")).isEqualTo(cell.get("verdict"));
    }
  }

  @Test
  void verify_withoutThePluginPath_doesNotKnowIt() throws Exception {
    Run run = harness("verify", "-s", ID, "--scenarios", "vcpu-mmio");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(ID, "gfree-rcu");
  }

  @Test
  void verify_withAnUnreadablePluginPath_saysSo() throws Exception {
    Run run = harness("verify", "-s", ID, "--plugin-path", directory + "/no.jar");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no.jar cannot be read");
  }

  @Test
  void verify_withTheSameIdTwice_isRefused() throws Exception {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("gfreercu", "twin");
    names.put("GfreeRcu", "Twin");
    Path checkout = Path.of("").toAbsolutePath().getParent();
    Path same =
        new CopiedStrategy(directory.resolve("twin"))
            .copy(checkout.resolve("strategy-gfree-rcu"), names)
            .compile()
            .pack();
    Run run =
        harness(
            "verify",
            "-s",
            "gfree-rcu",
            "--plugin-path",
            same + ":" + jar,
            "--scenarios",
            "vcpu-mmio");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("two strategies have the id 'gfree-rcu'");
  }
}
