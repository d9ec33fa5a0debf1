package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.check.LockGraph;
import dev.quiesce.harness.control.BqlEverywhereControl;
import dev.quiesce.harness.result.TortureJob;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureVerdict;
import dev.quiesce.harness.result.TortureViolation;
import dev.quiesce.harness.result.TortureViolation.Standing;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Torture of every strategy for a moment, and of one that must not pass. */
@Timeout(180)
class TortureTest {
  private static final long MILLIS = 300;

  /** Enough for a machine that meets a violation late. */
  private static final long UNTIL_IT_SHOWS_MILLIS = 3_000;

  static List<StrategyPlugin> strategies() {
    return ServiceLoader.load(StrategyPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  static List<StrategyPlugin> fixes() {
    return strategies().stream().filter(one -> one.descriptor().role() == Role.FIX).toList();
  }

  private static TortureResult torture(StrategyPlugin plugin) throws InterruptedException {
    return torture(plugin, MILLIS);
  }

  private static TortureResult torture(StrategyPlugin plugin, long millis)
      throws InterruptedException {
    Form form = plugin.descriptor().defaultForm();
    TortureJob job =
        new TortureJob(
            plugin.descriptor().id(), form.name(), millis, TortureJob.READERS, 1, true, null);
    return new Torture(job, plugin, form).run(ms -> {});
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void torture_everyStrategy_showsWhatItDeclares(StrategyPlugin plugin) throws Exception {
    TortureResult result = torture(plugin);

    assertThat(result.verdict())
        .as("%s", String.join("\n", result.why()) + result.violations() + result.notes())
        .isEqualTo(TortureVerdict.PASS);
  }

  @ParameterizedTest
  @MethodSource("fixes")
  void torture_aFix_takesNoLocksBothWaysRound(StrategyPlugin plugin) throws Exception {
    assertThat(torture(plugin).notes()).noneMatch(LockGraph::isText);
  }

  @Test
  void torture_theBqlInEveryWalk_isReportedInsideTheFreePageLockWithBothStacks() throws Exception {
    assertThat(torture(new BqlEverywhereControl()).notes())
        .filteredOn(LockGraph::isText)
        .singleElement()
        .asString()
        .contains(
            "BQL -> free_page_lock -> BQL",
            "takes free_page_lock at Hangs.",
            "takes BQL at Bql.lock:",
            "BqlEverywhereControl");
  }

  @Test
  void torture_nothingProtectsAndNothingIsDeclared_failsWithTheHeapsReport() throws Exception {
    TortureResult result = torture(new Unprotected(Role.FIX, List.of()), UNTIL_IT_SHOWS_MILLIS);

    assertThat(result.verdict()).isEqualTo(TortureVerdict.FAIL);
    assertThat(result.violations())
        .filteredOn(one -> one.promise() == Promise.NO_USE_AFTER_FREE)
        .extracting(TortureViolation::standing)
        .contains(Standing.VIOLATED);
  }

  @Test
  void torture_loadAndFaults_areCounted() throws Exception {
    TortureResult result = torture(new Unprotected(Role.FIX, List.of()));

    assertThat(result.counts()).containsKeys("reads", "updates", "grace periods", "close calls");
    assertThat(result.faults().values().stream().mapToLong(Long::longValue).sum()).isPositive();
    assertThat(result.delays().values().stream().mapToLong(Long::longValue).sum()).isPositive();
    assertThat(result.pipe().stream().mapToLong(Long::longValue).sum()).isPositive();
  }

  /** QEMU's protocol with no ingredient at all, which promises nothing special. */
  private record Unprotected(Role role, List<Promise> promises) implements StrategyPlugin {
    @Override
    public StrategyDescriptor descriptor() {
      return new StrategyDescriptor(
          "unprotected",
          role,
          "nothing",
          "test",
          List.of(),
          List.of(new Form(Form.COMPLETE, Set.of(), Set.copyOf(promises), List.of(), List.of())),
          0);
    }

    @Override
    public Protocol create(Vm vm, Set<Ingredient> ingredients) {
      return new QemuProtocol(vm, ingredients);
    }
  }
}
