package dev.quiesce.harness.report;

import dev.quiesce.harness.result.Ablation;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.SubsetVerdict;
import dev.quiesce.harness.result.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares ablations with what the strategies declare.
 *
 * <p>A violation proves that a set is not sufficient; that one is can only be said as far as its
 * cells were explored. So a difference counts as one if it rests on violations and on exhausted
 * cells, and is inconclusive otherwise.
 */
public final class AblationJudge {
  /**
   * Something that is not as declared.
   *
   * @param code what it means for the exit code
   * @param strategy the strategy's id
   * @param message one sentence
   */
  public record Difference(ExitCode code, String strategy, String message) {
    @Override
    public String toString() {
      return strategy + ": " + message;
    }
  }

  /** The exit code of some differences. */
  public static ExitCode exitCode(List<Difference> differences) {
    return ExitCode.of(differences.stream().map(Difference::code).toList());
  }

  /** Every difference, in the order of the strategies. */
  public List<Difference> judge(Ablations ablations) {
    List<Difference> differences = new ArrayList<>();
    for (Ablation ablation : ablations.strategies()) {
      judge(ablation, differences);
    }
    return differences;
  }

  private static void judge(Ablation ablation, List<Difference> differences) {
    long unknown =
        ablation.subsets().stream().filter(one -> one.verdict() == Verdict.UNKNOWN).count();
    if (unknown > 0) {
      add(
          differences,
          ExitCode.INFRASTRUCTURE,
          ablation,
          unknown + " subsets are not decided: a child failed, or the subject threw");
    }
    verdictOf(ablation, ablation.complete())
        .filter(complete -> complete.verdict() == Verdict.VIOLATED)
        .ifPresent(
            complete ->
                add(
                    differences,
                    ExitCode.VIOLATION,
                    ablation,
                    "the complete form breaks a promise that it does not declare: "
                        + complete.violation()));
    if (!ablation.effort().vacuous().isEmpty()) {
      add(
          differences,
          ExitCode.INCONCLUSIVE,
          ablation,
          "vacuous, the operations never met: " + ablation.effort().vacuous());
    }
    Ablation.Declared declared = ablation.declared();
    if (declared != null) {
      judgeProposed(ablation, declared, differences);
      judgeMinimal(ablation, declared, differences);
    }
  }

  private static Optional<SubsetVerdict> verdictOf(Ablation ablation, List<String> on) {
    Set<String> wanted = Set.copyOf(on);
    return ablation.subsets().stream()
        .filter(one -> Set.copyOf(one.on()).equals(wanted))
        .findFirst();
  }

  private static void judgeProposed(
      Ablation ablation, Ablation.Declared declared, List<Difference> differences) {
    SubsetVerdict verdict = verdictOf(ablation, ablation.asProposed()).orElse(null);
    if (ablation.asProposedVerdict() == null || verdict == null) {
      return;
    }
    if (verdict.verdict() == Verdict.VIOLATED && declared.asProposed()) {
      add(
          differences,
          ExitCode.VIOLATION,
          ablation,
          "as proposed it is declared sufficient and is not: " + verdict.violation());
    } else if (verdict.verdict() == Verdict.HOLDS && !declared.asProposed()) {
      add(
          differences,
          rests(verdict),
          ablation,
          "as proposed it is declared insufficient, and nothing shows that");
    }
  }

  private static void judgeMinimal(
      Ablation ablation, Ablation.Declared declared, List<Difference> differences) {
    Set<Set<String>> expected = sets(declared.minimalSufficient());
    Set<Set<String>> found = sets(ablation.minimalSufficient());
    for (Set<String> set : expected) {
      SubsetVerdict verdict = verdictOf(ablation, List.copyOf(set)).orElse(null);
      if (verdict == null || verdict.verdict() == Verdict.VIOLATED) {
        add(
            differences,
            ExitCode.VIOLATION,
            ablation,
            "declared minimal and sufficient, but insufficient: " + sorted(set));
      }
    }
    for (Set<String> set : found) {
      if (!expected.contains(set)) {
        ExitCode code =
            verdictOf(ablation, List.copyOf(set)).map(AblationJudge::rests).orElse(ExitCode.OK);
        add(differences, code, ablation, "minimal and sufficient, not declared: " + sorted(set));
      }
    }
  }

  /** What a difference means that rests on a set being sufficient. */
  private static ExitCode rests(SubsetVerdict sufficient) {
    return sufficient.exhausted() ? ExitCode.VIOLATION : ExitCode.INCONCLUSIVE;
  }

  private static Set<Set<String>> sets(List<List<String>> lists) {
    Set<Set<String>> sets = new HashSet<>();
    lists.forEach(list -> sets.add(Set.copyOf(list)));
    return sets;
  }

  private static List<String> sorted(Set<String> set) {
    return set.stream().sorted().toList();
  }

  private static void add(
      List<Difference> differences, ExitCode code, Ablation ablation, String message) {
    differences.add(new Difference(code, ablation.id(), message));
  }
}
