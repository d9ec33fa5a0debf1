package dev.quiesce.harness.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers: api at the bottom, strategies on it, the harness knows no strategy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayeringTest {
  private static final String API = "dev.quiesce.api..";
  private static final String STRATEGY = "dev.quiesce.strategy..";
  private static final String HARNESS = "dev.quiesce.harness..";
  private static final String JSPECIFY = "org.jspecify.annotations..";

  private JavaClasses production;

  @BeforeAll
  void importClasses() {
    production = ClassFiles.production();
  }

  @Test
  void api_always_dependsOnTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(API)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(API, "java..", JSPECIFY)
        .check(production);
  }

  @Test
  void strategy_always_dependsOnApiOnly() {
    classes()
        .that()
        .resideInAPackage(STRATEGY)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(STRATEGY, API, "java..", JSPECIFY)
        .check(production);
  }

  @Test
  void strategy_always_knowsNoOtherStrategy() {
    slices()
        .matching("dev.quiesce.strategy.(*)..")
        .should()
        .notDependOnEachOther()
        .check(production);
  }

  @Test
  void harness_always_namesNoStrategy() {
    noClasses()
        .that()
        .resideInAPackage(HARNESS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(STRATEGY)
        .check(production);
  }

  /** A verdict must not change when somebody sets the clock. */
  @Test
  void apiAndStrategies_always_readNoWallClock() {
    noClasses()
        .that()
        .resideInAnyPackage(API, STRATEGY)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            Instant.class,
            Clock.class,
            Date.class,
            Calendar.class,
            LocalDateTime.class,
            ZonedDateTime.class,
            OffsetDateTime.class)
        .check(production);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.quiesce.api", "dev.quiesce.harness"})
  void packages_always_areFreeOfCycles(String root) {
    // Empty is allowed only as long as there is no package below the root.
    boolean noPackages =
        production.stream().noneMatch(c -> c.getPackageName().startsWith(root + "."));
    slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(noPackages)
        .check(production);
  }
}
