package dev.quiesce.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.Main;
import dev.quiesce.harness.ablate.ThreeSwitches;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.Json;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code harness ablate} in a process of its own, over a strategy from the plugin path. */
@Timeout(180)
final class AblateTest {
  @TempDir static Path directory;

  private static Path jar;

  private record Run(int code, String out, String err) {}

  @BeforeAll
  static void pack() throws IOException {
    jar = directory.resolve("three-switches.jar");
    String type = ThreeSwitches.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        InputStream bytes =
            Objects.requireNonNull(
                ThreeSwitches.class.getClassLoader().getResourceAsStream(type))) {
      packed.putNextEntry(new JarEntry(type));
      bytes.transferTo(packed);
      packed.closeEntry();
      packed.putNextEntry(new JarEntry("META-INF/services/" + StrategyPlugin.class.getName()));
      packed.write(ThreeSwitches.class.getName().getBytes(UTF_8));
      packed.closeEntry();
    }
  }

  private static Run ablate(String... more) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dguice_custom_class_loading=CHILD");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("ablate", "-s", ThreeSwitches.ID, "--plugin-path", jar.toString()));
    command.addAll(List.of(more));
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

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  @Test
  void ablate_ofAKnownStrategy_findsTheKnownAnswer() throws Exception {
    Run run =
        ablate(
            "--scenarios",
            String.join(",", ThreeSwitches.SCENARIOS),
            "--budget",
            "5s",
            "--format",
            "json");

    assertThat(run.code()).as(run.err()).isZero();
    JsonNode document = Json.tree(run.out());
    JsonNode strategy = document.get("strategies").get(0);
    assertThat(strategy.get("id").asText()).isEqualTo(ThreeSwitches.ID);
    assertThat(texts(strategy.get("ingredients")))
        .containsExactly("rcu-listener-lists", "deferred-free", "wait-synchronize");
    assertThat(texts(strategy.get("asProposed"))).hasSize(3);
    assertThat(strategy.get("subsets").size()).isEqualTo(8);
    for (JsonNode subset : strategy.get("subsets")) {
      boolean enough =
          texts(subset.get("on")).equals(List.of("rcu-listener-lists", "deferred-free"));
      assertThat(subset.get("verdict").asText()).isEqualTo(enough ? "holds" : "violated");
      assertThat(subset.get("violation").isNull()).isEqualTo(enough);
    }
    assertThat(strategy.get("minimalSufficient").size()).isEqualTo(1);
    assertThat(texts(strategy.get("minimalSufficient").get(0)))
        .containsExactly("rcu-listener-lists", "deferred-free");
    assertThat(strategy.get("sentence").asText())
        .startsWith("as proposed in the mail: insufficient, because NO_DEADLOCK is broken")
        .contains("minimal sufficient: {rcu-listener-lists (patch 1/4) + deferred-free}")
        .endsWith("in no sufficient set: wait-synchronize");
    assertThat(texts(strategy.get("harmful"))).containsExactly("wait-synchronize");
    for (JsonNode need : strategy.get("necessities")) {
      assertThat(need.get("counterexample").get("replay").asText()).startsWith("q1:");
      assertThat(need.get("counterexample").get("table").asText()).contains("=> ");
    }
    assertThat(strategy.get("necessities").size()).isEqualTo(2);
    assertThat(Json.document(Json.read(run.out(), Ablations.class))).isEqualTo(run.out());
  }

  @Test
  void ablate_asText_saysWhatSufficientMeans() throws Exception {
    Run run = ablate("--scenarios", "vcpu-mmio", "--budget", "5s");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("minimal sufficient: {}", "not compared", "sufficient: as good as");
  }

  @Test
  void ablate_ofAnUnknownScenario_is2() throws Exception {
    Run run = ablate("--scenarios", "vcpu-mmi");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'vcpu-mmio'");
  }
}
