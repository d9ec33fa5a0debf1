package dev.quiesce.harness.promela;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.fork.PlantedTasks;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.scenario.Scenarios;
import dev.quiesce.harness.verify.CellVerifier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spin on the Promela model, the explorer on the strategies' own code: where both look at the same
 * thing, they find the same. A continuous integration must have spin and gcc; elsewhere the part
 * that needs them is skipped.
 */
// The longest: nobody is to wait for it alone.
@Order(1)
@Tag("controlled")
final class PromelaModelTest {
  private static final CellBudget BUDGET = new CellBudget(1, 3_000, CellBudget.UNBOUNDED);

  /** Store buffers over the full algorithm make many more schedules. */
  private static final CellBudget BUDGET_OF_MUTANTS =
      new CellBudget(1, 20_000, CellBudget.UNBOUNDED);

  private static final Map<String, StrategyPlugin> PLUGINS = new TreeMap<>();
  private static final CellVerifier VERIFIER;

  static {
    ServiceLoader.load(StrategyPlugin.class).forEach(p -> PLUGINS.put(p.descriptor().id(), p));
    VERIFIER = new CellVerifier(PLUGINS, new Scenarios());
  }

  @AfterAll
  static void close() {
    VERIFIER.close();
  }

  private static Path model() {
    try {
      return Path.of(
          PromelaModelTest.class.getResource("/promela/memory-listener.promela").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<ModelVariant> variants() throws IOException {
    return ModelVariant.of(Files.readString(model()));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void spin_onEachVariant_findsWhatTheHeaderSays(ModelVariant variant, @TempDir Path dir) {
    boolean installed = Spin.isInstalled();
    if (System.getenv("CI") != null) {
      assertThat(installed).as("spin and gcc are on the path").isTrue();
    }
    assumeTrue(installed, "install spin and gcc to verify the Promela model");
    assertThat(new Spin(model(), dir).verify(variant.defines())).isEqualTo(variant.expected());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void explorer_inTheSameCell_findsTheSame(ModelVariant variant) {
    assertThat(outcome(explore(variant))).isEqualTo(variant.expected());
  }

  @Test
  void variants_ofTheHeader_coverEveryFix() throws IOException {
    List<String> fixes =
        PLUGINS.values().stream()
            .map(StrategyPlugin::descriptor)
            .filter(one -> one.role() == Role.FIX)
            .map(one -> one.id())
            .toList();
    assertThat(variants()).extracting(ModelVariant::strategy).containsAll(fixes);
  }

  private static CellResult explore(ModelVariant variant) {
    StrategyPlugin plugin = PLUGINS.get(variant.strategy());
    Form form = plugin.descriptor().form(variant.form()).orElseThrow();
    boolean mutated = variant.mutant().isPresent();
    CellKey key =
        CellKey.of(
            plugin.descriptor(),
            form,
            variant.scenario(),
            variant.variant(),
            mutated ? MemoryModel.TSO : MemoryModel.SC,
            mutated ? RcuModel.FULL : RcuModel.SPEC);
    CellJob job =
        new CellJob(
            key,
            mutated ? BUDGET_OF_MUTANTS : BUDGET,
            1,
            variant.mutant().orElse(null),
            Expectations.of(form, variant.scenario(), variant.variant()));
    return variant.mutant().map(id -> planted(id, job)).orElseGet(() -> VERIFIER.verify(job));
  }

  /** In a copy of the program with that bug. */
  private static CellResult planted(String mutant, CellJob job) {
    List<CellResult> cells = new ArrayList<>();
    Guice.createInjector(new HarnessModule(List.of()))
        .getInstance(PlantedTasks.class)
        .run(mutant, "verify", Json.tree(job), said -> cells.add(((Message.Cell) said).cell()));
    return cells.get(0);
  }

  /** In the model's terms: its assertions are three of the promises, its end states the fourth. */
  private static Spin.Outcome outcome(CellResult result) {
    if (result.promises().get(Promise.NO_DEADLOCK).seen()) {
      return Spin.Outcome.DEADLOCK;
    }
    boolean broken =
        List.of(
                Promise.NO_USE_AFTER_FREE,
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                Promise.NO_LOST_CALLBACK)
            .stream()
            .anyMatch(one -> result.promises().get(one).seen());
    return broken ? Spin.Outcome.VIOLATED : Spin.Outcome.HOLDS;
  }
}
