package dev.quiesce.harness.verify;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.check.Sighting;
import dev.quiesce.harness.explore.Exploration;
import dev.quiesce.harness.explore.ExplorationBudget;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.explore.MemorySemantics;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.SubsetCell;
import dev.quiesce.harness.result.SubsetJob;
import dev.quiesce.harness.result.SubsetViolation;
import dev.quiesce.harness.result.Verdict;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Explores one cell of a subset of ingredients until its first violation of a required promise that
 * the strategy's default form does not declare there. Sequential consistency. Confined to one
 * thread.
 */
final class SubsetVerifier implements AutoCloseable {
  private final CellVerifier cells;
  private final Explorer explorer = new Explorer();

  @Inject
  SubsetVerifier(CellVerifier cells) {
    this.cells = cells;
  }

  SubsetCell verify(SubsetJob job, SubsetJob.Target target) {
    long start = System.nanoTime();
    CellKey key = key(job, target);
    Cell plain = cells.cell(key);
    AskedFor asked = new AskedFor();
    Cell cell =
        new Cell(
            plain.plugin(),
            asked.listening(plain.plugin().descriptor().ingredients(), plain.ingredients()),
            plain.scenario(),
            plain.variant(),
            plain.rcu());
    Optional<String> nothing =
        cell.scenario()
            .notApplicable(cell.plugin().descriptor(), cell.ingredients(), target.variant());
    Set<String> askedBefore = asked.inAny();
    if (nothing.isPresent()) {
      return notApplicable(target, askedBefore, start, nothing.get());
    }
    Search search = new Search(target.tolerated(), asked);
    Exploration exploration =
        explorer.exploreUntil(
            search::decided,
            asked.separating(cell),
            MemorySemantics.SC,
            budget(job),
            (observer, schedule) -> search.visit((PromiseMonitor) observer, schedule));
    Verdict verdict = search.verdict();
    Set<String> all = new TreeSet<>(askedBefore);
    all.addAll(verdict == Verdict.VIOLATED ? search.asked : asked.inAny());
    return new SubsetCell(
        target.scenario(),
        target.variant(),
        verdict,
        all,
        exploration.exhausted(),
        exploration.bound(),
        exploration.executions(),
        millisSince(start),
        !search.overlapped,
        search.violation(target, key),
        search.note());
  }

  private static CellKey key(SubsetJob job, SubsetJob.Target target) {
    return new CellKey(
        job.strategy(),
        job.role(),
        CellKey.SUBSET,
        job.on(),
        target.scenario(),
        target.variant(),
        MemoryModel.SC,
        target.rcu());
  }

  private static ExplorationBudget budget(SubsetJob job) {
    return CellVerifier.budget(job.budget(), job.seed());
  }

  private static SubsetCell notApplicable(
      SubsetJob.Target target, Set<String> asked, long start, String note) {
    return new SubsetCell(
        target.scenario(),
        target.variant(),
        Verdict.NOT_APPLICABLE,
        asked,
        true,
        "none",
        0,
        millisSince(start),
        false,
        null,
        note);
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** What the executions so far showed. */
  private static final class Search {
    private final Set<Promise> tolerated;
    private final AskedFor askedFor;
    private Set<String> asked = Set.of();
    private @Nullable Sighting broken;
    private @Nullable Schedule schedule;
    private @Nullable Throwable error;
    private boolean declined;
    private boolean overlapped;

    Search(Set<Promise> tolerated, AskedFor askedFor) {
      this.tolerated = tolerated;
      this.askedFor = askedFor;
    }

    boolean decided() {
      return broken != null || error != null;
    }

    void visit(PromiseMonitor monitor, Schedule seen) {
      overlapped |= monitor.overlapped();
      declined |= monitor.declined();
      error = monitor.error();
      broken =
          monitor.sightings().stream()
              .filter(one -> one.promise().required() && !tolerated.contains(one.promise()))
              .min(Comparator.comparingInt(Sighting::steps))
              .orElse(null);
      if (broken != null) {
        schedule = seen.prefix(broken.steps());
        asked = askedFor.inLast();
      }
    }

    Verdict verdict() {
      if (error != null) {
        return Verdict.UNKNOWN;
      } else if (broken != null) {
        return Verdict.VIOLATED;
      }
      return declined ? Verdict.REFUSED : Verdict.HOLDS;
    }

    @Nullable SubsetViolation violation(SubsetJob.Target target, CellKey key) {
      Sighting sighting = broken;
      Schedule shown = schedule;
      if (sighting == null || shown == null || error != null) {
        return null;
      }
      return new SubsetViolation(
          target.scenario(),
          target.variant(),
          sighting.promise(),
          sighting.kind(),
          sighting.severity(),
          sighting.message(),
          shown.length(),
          new Token(key, null, shown).encode());
    }

    String note() {
      return error == null ? "" : "the subject threw " + error;
    }
  }

  @Override
  public void close() {
    explorer.close();
    cells.close();
  }
}
