package dev.quiesce.harness.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every reader must survive: the inputs that a search starts from, and those it has found. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FuzzRegressionTest {
  static List<String> targets() {
    return FuzzTargets.all().stream().map(FuzzTarget::name).toList();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void read_inputToStartFrom_givesAResultOrADeclaredFailure(String name) throws IOException {
    FuzzTarget target = FuzzTargets.named(name);
    assertThat(target.seeds()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      assertThatCode(() -> target.read(seed)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void read_emptyInput_givesAResultOrADeclaredFailure(String name) {
    assertThatCode(() -> FuzzTargets.named(name).read(new byte[0])).doesNotThrowAnyException();
  }

  static Stream<Path> findings() throws IOException {
    try (Stream<Path> files = Files.walk(Findings.DIRECTORY)) {
      return files.filter(file -> Files.isRegularFile(file)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("findings")
  void read_inputThatOnceBrokeIt_givesAResultOrADeclaredFailure(Path file) throws IOException {
    FuzzTarget target = FuzzTargets.named(String.valueOf(file.getParent().getFileName()));
    byte[] input = Files.readAllBytes(file);
    assertThatCode(() -> target.read(input)).doesNotThrowAnyException();
  }

  @Test
  void findings_always_belongToAReader() throws IOException {
    try (Stream<Path> directories = Files.list(Findings.DIRECTORY)) {
      assertThat(directories.map(one -> String.valueOf(one.getFileName()))).isSubsetOf(targets());
    }
  }
}
