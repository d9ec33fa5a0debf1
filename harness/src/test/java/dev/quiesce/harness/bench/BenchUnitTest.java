package dev.quiesce.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.BenchScore;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BenchUnitTest {
  private static final String UNREGISTERS =
      "dev.quiesce.harness.bench.StrategyBenchmark.registerUnregister";
  private static final String WALKS = "dev.quiesce.harness.bench.StrategyBenchmark.walk";

  private static List<StrategyPlugin> hanging() {
    return ServiceLoader.load(StrategyPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(
            plugin ->
                plugin
                    .descriptor()
                    .defaultForm()
                    .declares(Promise.NO_DEADLOCK, "clear-vs-unregister"))
        .toList();
  }

  private static BenchUnit unit(String benchmark, StrategyPlugin plugin) {
    return new BenchUnit(benchmark, Map.of(BenchScore.STRATEGY, plugin.descriptor().id()));
  }

  @Test
  void unregister_ofAStrategyThatHangsThere_isNotMeasured() {
    assertThat(hanging())
        .isNotEmpty()
        .allSatisfy(plugin -> assertThat(unit(UNREGISTERS, plugin).hangsAsDeclared()).isTrue());
  }

  @Test
  void walk_ofAStrategyThatHangsInUnregister_isMeasured() {
    assertThat(hanging())
        .allSatisfy(plugin -> assertThat(unit(WALKS, plugin).hangsAsDeclared()).isFalse());
  }

  @Test
  void unregister_ofTheOthers_isMeasured() {
    List<StrategyPlugin> hanging = hanging();
    assertThat(ServiceLoader.load(StrategyPlugin.class))
        .filteredOn(
            plugin ->
                hanging.stream()
                    .noneMatch(one -> one.descriptor().id().equals(plugin.descriptor().id())))
        .isNotEmpty()
        .allSatisfy(plugin -> assertThat(unit(UNREGISTERS, plugin).hangsAsDeclared()).isFalse());
  }
}
