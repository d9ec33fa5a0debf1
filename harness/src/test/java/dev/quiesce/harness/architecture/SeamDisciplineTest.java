package dev.quiesce.harness.architecture;

import static dev.quiesce.harness.architecture.ClassFiles.API;
import static dev.quiesce.harness.architecture.ClassFiles.SEAM;
import static dev.quiesce.harness.architecture.ClassFiles.STRATEGY;
import static dev.quiesce.harness.architecture.ClassFiles.inPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.quiesce.harness.architecture.SeamRule.Breach;
import dev.quiesce.harness.architecture.fixture.Disciplined;
import dev.quiesce.harness.architecture.fixture.Undisciplined;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything concurrent in the api and in the strategies goes through the seam. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeamDisciplineTest {
  private static final String FIXTURE = Undisciplined.class.getPackageName();

  private JavaClasses fixtures;

  @BeforeAll
  void importFixtures() {
    fixtures = new ClassFileImporter().importPackages(FIXTURE);
  }

  @Test
  void apiAndStrategies_always_goThroughTheSeam() {
    JavaClasses production = ClassFiles.production();
    List<byte[]> api = ClassFiles.bytes(production, c -> inPackage(c, API) && !inPackage(c, SEAM));
    List<byte[]> strategies = ClassFiles.bytes(production, c -> inPackage(c, STRATEGY));
    List<byte[]> known = ClassFiles.bytes(production, c -> true);

    assertThat(strategies).as("strategy classes on the class path").isNotEmpty();
    assertThat(SeamDiscipline.breaches(Iterables.concat(api, strategies), known)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void undisciplinedFixture_always_breaksEveryRule(SeamRule rule) {
    assertThat(breachesOf(Undisciplined.class)).extracting(Breach::rule).contains(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "Undisciplined#read, reads",
    "Undisciplined#write, writes",
    "Undisciplined#lambda$capture$0, writes",
    "Undisciplined$Child#readInherited, reads",
    "Undisciplined$Child#<init>, writes",
    "Undisciplined$Nested#readOuter, reads",
  })
  void fieldAccess_outsideOwnConstructor_isReported(String place, String verb) {
    assertThat(breachesOf(Undisciplined.class))
        .contains(
            new Breach(
                SeamRule.FIELD_ACCESS,
                FIXTURE + "." + place,
                verb + " " + Undisciplined.class.getName() + ".plain"));
  }

  @ParameterizedTest
  @CsvSource({
    "java.util.concurrent.atomic.AtomicInteger",
    "java.util.concurrent.locks.LockSupport",
    "java.lang.Thread",
    "java.lang.ThreadLocal",
    "java.lang.invoke.VarHandle",
  })
  void forbiddenType_inAnyPosition_isReported(String type) {
    assertThat(breachesOf(Undisciplined.class))
        .contains(new Breach(SeamRule.FORBIDDEN_TYPE, Undisciplined.class.getName(), type));
  }

  @Test
  void disciplinedFixture_always_passes() {
    assertThat(breachesOf(Disciplined.class)).isEmpty();
  }

  private List<Breach> breachesOf(Class<?> fixture) {
    List<byte[]> checked =
        ClassFiles.bytes(fixtures, c -> c.getName().startsWith(fixture.getName()));
    assertThat(checked).isNotEmpty();
    return SeamDiscipline.breaches(checked, ClassFiles.bytes(fixtures, c -> true));
  }
}
