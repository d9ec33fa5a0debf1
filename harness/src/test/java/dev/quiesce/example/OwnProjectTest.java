package dev.quiesce.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's examples do what it says, and are the lines that it prints. */
class OwnProjectTest {
  private static final Path ROOT =
      Path.of("").toAbsolutePath().endsWith("harness") ? Path.of("..") : Path.of("");
  private static final Path SOURCE =
      Path.of("harness", "src", "test", "java", "dev", "quiesce", "example", "OwnProject.java");

  static List<String> strategies() {
    return ServiceLoader.load(StrategyPlugin.class).stream()
        .filter(one -> one.get().descriptor().role() == Role.FIX)
        .map(one -> one.get().descriptor().id())
        .sorted()
        .toList();
  }

  @Test
  void domain_replacedTable_isReadAndThenClosed() {
    AtomicBoolean closed = new AtomicBoolean();

    int found =
        OwnProject.replaceWhileOthersRead(
            new AtomicReference<>(new FakeTable(7, closed)),
            new FakeTable(8, new AtomicBoolean()),
            1);

    assertThat(found).isEqualTo(7);
    assertThat(closed).isTrue();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void strategy_listener_isCalledUnregisteredAndFreed(String strategy) {
    assertThat(OwnProject.registerAndRelease(strategy))
        .isEqualTo(new OwnProject.Outcome(1, Unregistration.DONE, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain", "strategy"})
  void readme_example_isTheCompiledOne(String mark) throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));

    assertThat(readme).contains("```java\n" + excerpt(mark) + "```\n");
  }

  private static String excerpt(String mark) throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve(SOURCE));
    int from = lines.indexOf("    // README: " + mark) + 1;
    int to = from + lines.subList(from, lines.size()).indexOf("    // README: end");
    return lines.subList(from, to).stream().collect(Collectors.joining("\n")).stripIndent() + "\n";
  }

  private record FakeTable(int value, AtomicBoolean closed) implements OwnProject.Table {
    @Override
    public int lookUp(int key) {
      return value;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
