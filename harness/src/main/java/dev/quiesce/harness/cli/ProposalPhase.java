package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.impossible.Choice;
import dev.quiesce.harness.impossible.Impossibilities;
import dev.quiesce.harness.impossible.Impossibility;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.DilemmaResult;
import dev.quiesce.harness.result.Tried;
import dev.quiesce.harness.rundir.Proposals;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what strategies would merge, and tries every choice of every dilemma. */
final class ProposalPhase {
  /** So many executions confirm every claim; where a machine is slow, a comparison goes on. */
  private static final CellBudget BUDGET = new CellBudget(2, 1_000, 1_000);

  private final Map<String, StrategyPlugin> plugins;
  private final Children children;

  @Inject
  ProposalPhase(Map<String, StrategyPlugin> plugins, Children children) {
    this.plugins = Map.copyOf(plugins);
    this.children = children;
  }

  /**
   * The document; nothing is explored if none of {@code strategies} proposes anything.
   *
   * @param warnings gains a line for each claim that the explorer does not confirm
   */
  Proposals run(List<String> strategies, long seed, Path log, List<String> warnings) {
    Map<String, String> texts = new TreeMap<>();
    for (String id : strategies) {
      StrategyPlugin plugin = plugins.get(id);
      if (plugin != null) {
        plugin.mergeProposal().ifPresent(text -> texts.put(id, text));
      }
    }
    return texts.isEmpty()
        ? Proposals.none()
        : new Proposals(Proposals.SCHEMA, texts, dilemmas(seed, log, warnings));
  }

  private List<DilemmaResult> dilemmas(long seed, Path log, List<String> warnings) {
    List<CellJob> jobs =
        Impossibilities.all().stream()
            .flatMap(one -> one.choices().stream())
            .map(choice -> choice.job(BUDGET, seed))
            .toList();
    Iterator<CellResult> cells =
        children.verify(jobs, CellStore.none(), List.of(), log, Duration.ZERO, warnings).iterator();
    List<DilemmaResult> results = new ArrayList<>();
    for (Impossibility one : Impossibilities.all()) {
      List<Tried> tried = new ArrayList<>();
      for (Choice choice : one.choices()) {
        Tried result = new Tried(choice.what(), choice.breaks(), cells.next());
        if (!result.confirmed()) {
          warnings.add(one.id() + ": the explorer does not confirm \"" + choice.what() + "\"");
        }
        tried.add(result);
      }
      results.add(new DilemmaResult(one.id(), one.claim(), tried));
    }
    return results;
  }
}
