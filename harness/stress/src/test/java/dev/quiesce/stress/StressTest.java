package dev.quiesce.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.annotations.JCStressTest;

/**
 * Every stress test ran; the domain's show nothing forbidden, their broken twins what they must.
 */
class StressTest {
  private static StressRun run;

  @BeforeAll
  static void runJcstress() throws IOException, InterruptedException {
    Path jar = Path.of(System.getProperty("quiesce.stress.jar"));
    run = StressRun.all(jar, jar.resolveSibling("jcstress"));
    // The figures of this run, for whoever reads the log.
    System.out.println("forbidden   " + run.forbidden());
    System.out.println("interesting " + run.interesting());
  }

  /** The tests by their names in the jar, as jcstress prints them. */
  static List<String> tests() throws IOException {
    Path classes = Path.of("target", "classes", "dev", "quiesce", "stress");
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Litmus.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .flatMap(name -> testsOf("dev.quiesce.stress." + name))
          .sorted()
          .toList();
    }
  }

  private static Stream<String> testsOf(String className) {
    try {
      return Arrays.stream(Class.forName(className).getDeclaredClasses())
          .filter(one -> Modifier.isStatic(one.getModifiers()))
          .filter(one -> one.isAnnotationPresent(JCStressTest.class))
          .map(one -> one.getName().replace('$', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> sound() throws IOException {
    return tests().stream().filter(name -> !name.contains(".Broken")).toList();
  }

  static List<String> broken() throws IOException {
    return tests().stream().filter(name -> name.contains(".Broken")).toList();
  }

  @Test
  void jcstress_overAllTests_endsWithoutFailure() {
    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.console()).doesNotContain("No matching tests", "would not run");
  }

  @ParameterizedTest
  @MethodSource("tests")
  void test_ofTheJar_ran(String test) {
    assertThat(run.forbidden()).containsKey(test);
  }

  @ParameterizedTest
  @MethodSource("sound")
  void domain_onThisHardware_showsNothingForbidden(String test) {
    assertThat(run.forbidden().get(test)).isZero();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void twin_onThisHardware_showsWhatTheDomainForbids(String test) {
    assertThat(run.interesting().get(test)).isPositive();
  }

  @Test
  void tests_ofTheDomain_eachHaveATwin() throws IOException {
    assertThat(broken()).hasSameSizeAs(sound()).hasSizeGreaterThanOrEqualTo(10);
  }
}
