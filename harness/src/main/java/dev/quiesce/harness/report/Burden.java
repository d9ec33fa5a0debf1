package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.owner.OwnerRow;
import dev.quiesce.harness.owner.OwnerRow.Difficulty;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a fix asks of one owner, by rule: from the cells of the scenarios that stand for it, and
 * from whether the fix defers the free.
 *
 * @param owner who
 * @param need what it must do
 * @param difficulty how hard that is
 * @param why in words
 * @param seen the cells that it follows from
 */
record Burden(OwnerRow owner, Need need, Difficulty difficulty, String why, List<CellResult> seen) {
  /** Ingredient: owners are released with g_free_rcu(). */
  private static final String DEFERRED_FREE = "deferred-free";

  /** Ingredient: the stack listener is gone. */
  private static final String MAP_WALK = "map-instead-of-temporary-listener";

  Burden {
    seen = List.copyOf(seen);
  }

  enum Need {
    /** The fix does not protect it. */
    REWRITE("must be rewritten"),
    /** It is freed another way. */
    CHANGE("must change"),
    /** It lives with refusals. */
    BEAR("may be refused"),
    /** Nothing. */
    NOTHING("no change"),
    /** The run did not look. */
    UNKNOWN("not part of this run");

    private final String text;

    Need(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static Burden of(OwnerRow owner, Set<String> ingredients, List<CellResult> cells) {
    List<CellResult> own =
        cells.stream()
            .filter(cell -> owner.scenarios().contains(cell.key().scenario()))
            .filter(cell -> cell.verdict() != Verdict.NOT_APPLICABLE)
            .toList();
    if (owner.scenarios().isEmpty()) {
      return new Burden(
          owner, Need.NOTHING, Difficulty.NONE, "never unregistered beside a walk", List.of());
    }
    if (own.isEmpty()) {
      return new Burden(owner, Need.UNKNOWN, Difficulty.NONE, "no cell stands for it", List.of());
    }
    List<CellResult> broken = own.stream().filter(Burden::breaksRequired).toList();
    if (!broken.isEmpty()) {
      return new Burden(
          owner,
          Need.REWRITE,
          worse(owner.difficulty(), Difficulty.HARD),
          "not protected: " + kinds(broken) + " in " + Evidence.scenarios(broken),
          broken);
    }
    List<CellResult> refused = Evidence.refused(own);
    if (!refused.isEmpty()) {
      return new Burden(
          owner,
          Need.BEAR,
          Difficulty.MEDIUM,
          "unregister is refused or postponed in " + Evidence.scenarios(refused),
          refused);
    }
    if (ingredients.contains(MAP_WALK) && owner.scenarios().contains("stack-listener")) {
      return new Burden(owner, Need.CHANGE, Difficulty.EASY, "walks the flat view instead", own);
    }
    if (ingredients.contains(DEFERRED_FREE) && owner.immediate()) {
      return new Burden(owner, Need.CHANGE, owner.difficulty(), owner.deferral(), own);
    }
    return new Burden(owner, Need.NOTHING, Difficulty.NONE, "protected as it is", own);
  }

  static List<Burden> of(List<OwnerRow> owners, Set<String> ingredients, List<CellResult> cells) {
    return owners.stream().map(owner -> of(owner, ingredients, cells)).toList();
  }

  /** "3 of 20 owners change: 1 easy, 2 hard; 5 may be refused". */
  static String summary(List<Burden> burdens) {
    StringBuilder text = new StringBuilder();
    long changing = burdens.stream().filter(Burden::changes).count();
    text.append(changing).append(" of ").append(burdens.size()).append(" owners must change");
    String separator = ": ";
    for (Difficulty difficulty : Difficulty.values()) {
      long count =
          burdens.stream()
              .filter(Burden::changes)
              .filter(one -> one.difficulty() == difficulty)
              .count();
      if (count > 0) {
        text.append(separator).append(count).append(' ').append(Names.of(difficulty));
        separator = ", ";
      }
    }
    long bearing = burdens.stream().filter(one -> one.need() == Need.BEAR).count();
    if (bearing > 0) {
      text.append("; ").append(bearing).append(" may be refused");
    }
    int sites = burdens.stream().filter(Burden::changes).mapToInt(one -> one.owner().sites()).sum();
    return text.append("; about ").append(sites).append(" places in their code.").toString();
  }

  private boolean changes() {
    return need == Need.REWRITE || need == Need.CHANGE;
  }

  private static Difficulty worse(Difficulty a, Difficulty b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** How the required promises are broken. */
  private static String kinds(List<CellResult> cells) {
    return cells.stream()
        .flatMap(cell -> cell.violations().stream())
        .filter(violation -> violation.promise().required())
        .map(violation -> violation.kind().id())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static boolean breaksRequired(CellResult cell) {
    return Arrays.stream(Promise.values())
        .filter(Promise::required)
        .anyMatch(promise -> Evidence.sees(cell, promise));
  }
}
