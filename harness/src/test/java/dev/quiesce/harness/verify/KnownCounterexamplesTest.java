package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an earlier run found is executed first. */
@Tag("controlled")
final class KnownCounterexamplesTest {
  private static final CellBudget ENOUGH = new CellBudget(1, CellBudget.UNBOUNDED, 2_000);
  private static final CellBudget ONE_EXECUTION = new CellBudget(1, CellBudget.UNBOUNDED, 1);
  private static final Map<String, StrategyPlugin> PLUGINS =
      ServiceLoader.load(StrategyPlugin.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(plugin -> plugin.descriptor().id(), plugin -> plugin));
  private static final CellVerifier VERIFIER = new CellVerifier(PLUGINS, new Scenarios());

  @AfterAll
  static void close() {
    VERIFIER.close();
  }

  /** A control that frees under the walker. */
  private static CellJob job(CellBudget budget) {
    var descriptor = PLUGINS.get("control-unfixed").descriptor();
    var form = descriptor.defaultForm();
    String scenario = "clear-vs-unregister";
    String variant = "with-log-clear";
    CellKey key = CellKey.of(descriptor, form, scenario, variant, MemoryModel.SC, RcuModel.SPEC);
    return new CellJob(key, budget, 1, null, Expectations.of(form, scenario, variant));
  }

  private static List<String> tokens(CellResult cell) {
    return cell.violations().stream().map(Violation::replay).distinct().toList();
  }

  private static Set<Promise> promises(CellResult cell) {
    return cell.violations().stream().map(Violation::promise).collect(Collectors.toSet());
  }

  @Test
  void verify_withWhatIsKnown_showsItWithoutASearch() {
    CellResult found = VERIFIER.verify(job(ENOUGH));
    CellResult again = VERIFIER.verify(job(ONE_EXECUTION).knowing(tokens(found)));

    assertThat(found.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(promises(again)).isEqualTo(promises(found));
  }

  @Test
  void verify_withoutWhatIsKnown_hasToSearch() {
    assertThat(VERIFIER.verify(job(ONE_EXECUTION)).verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void verify_withAScheduleThatFitsNoMore_searchesAllTheSame() {
    CellJob job = job(ENOUGH);
    int nobody = 9;
    String stale = new Token(job.key(), null, new Schedule(new int[] {nobody})).encode();

    assertThat(tokens(VERIFIER.verify(job.knowing(List.of(stale)))))
        .isEqualTo(tokens(VERIFIER.verify(job)));
  }
}
