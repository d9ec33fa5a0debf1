package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.scenario.Scenarios;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A token gives the same trace on every JDK: each file is a token and the step table that it must
 * give. Who changes what a scenario does step by step makes them anew: the token that {@code
 * harness verify --format json} gives for the same cell and kind, and the table that {@code harness
 * replay} prints of it.
 */
@Tag("controlled")
final class StoredTracesTest {
  private static final Path TRACES = Path.of("src/test/resources/traces");

  /** Without the call sites at the end, which name lines of code. */
  private static String table(String text) {
    int end = text.indexOf('\n', text.indexOf("\n=> ") + 1);
    return end < 0 ? text.strip() : text.substring(0, end).strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "use-after-free-control-unfixed-sc",
        "use-after-free-control-unfixed-tso",
        "lost-callback-control-unfixed-sc",
        "deadlock-control-drain-sc",
        "deadlock-control-synchronize-tso",
        "bql-dropped-bql-rcu-flavour-tso"
      })
  void token_onThisJdk_givesTheStoredTrace(String name) throws IOException {
    String stored = Files.readString(TRACES.resolve(name + ".txt"), StandardCharsets.UTF_8);
    String token = stored.lines().findFirst().orElseThrow();
    Map<String, StrategyPlugin> plugins = new TreeMap<>();
    ServiceLoader.load(StrategyPlugin.class)
        .forEach(one -> plugins.put(one.descriptor().id(), one));
    try (CellVerifier verifier = new CellVerifier(plugins, new Scenarios())) {
      String trace = table(verifier.replay(token).text());
      assertThat(token + "\n" + trace).isEqualTo(stored.strip());
    }
  }
}
