package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.fork.WorkPool;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Explores cells in children and collects their results in the order of the plan. */
final class VerifyPhase implements WorkPool.Work {
  /** A cell's child may be silent for its budget twice, and this. */
  private static final long GRACE_MILLIS = 30_000;

  /** A cell gets at most so many times its share of the time that is left. */
  private static final long SHARE = 8;

  private static final long LEAST_MILLIS = 50;

  private final List<CellJob> jobs;
  private final CellStore store;
  private final ProgressMeter progress;
  private final List<Integer> open = new ArrayList<>();
  private final AtomicReferenceArray<@Nullable CellResult> results;
  private final int workers;
  private final long deadline;

  /**
   * A phase.
   *
   * @param limit for all cells together, or zero for none
   */
  VerifyPhase(
      List<CellJob> jobs, CellStore store, ProgressMeter progress, int workers, Duration limit) {
    this.jobs = jobs;
    this.store = store;
    this.progress = progress;
    this.workers = workers;
    this.results = new AtomicReferenceArray<>(Math.max(1, jobs.size()));
    this.deadline = limit.isZero() ? 0 : System.nanoTime() + limit.toNanos();
    for (int i = 0; i < jobs.size(); i++) {
      CellResult finished = store.finished(jobs.get(i));
      if (finished == null) {
        open.add(i);
      } else {
        results.set(i, finished);
        progress.finished(finished);
      }
    }
  }

  /** Explores what is open. */
  List<CellResult> run(WorkPool pool) throws InterruptedException {
    if (!open.isEmpty()) {
      pool.run(this);
    }
    List<CellResult> cells = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      CellResult result = results.get(i);
      cells.add(result == null ? CellResult.unknown(jobs.get(i), "not explored") : result);
    }
    return cells;
  }

  @Override
  public int size() {
    return open.size();
  }

  @Override
  public Object item(int index) {
    CellJob job = jobs.get(open.get(index));
    progress.at(job.key().display());
    if (deadline == 0) {
      return job;
    }
    long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
    long share = SHARE * left * workers / Math.max(1, open.size() - index);
    return new CellJob(
        job.key(),
        job.budget().within(Math.max(LEAST_MILLIS, share)),
        job.seed(),
        job.mutant(),
        job.expected());
  }

  @Override
  public Duration silence(int index) {
    return Duration.ofMillis(2 * jobs.get(open.get(index)).budget().millis() + GRACE_MILLIS);
  }

  @Override
  public void message(int index, Message message) {
    if (message instanceof Message.Cell cell) {
      results.set(open.get(index), cell.cell());
    }
  }

  @Override
  public void finished(int index, @Nullable String failure) {
    int number = open.get(index);
    CellJob job = jobs.get(number);
    CellResult result = results.get(number);
    if (failure != null || result == null) {
      String why = failure == null ? "the child gave no result" : failure;
      results.set(number, CellResult.unknown(job, why));
    } else if (!result.key().equals(job.key())) {
      results.set(number, CellResult.unknown(job, "the child explored " + result.key().display()));
    } else if (result.verdict() != Verdict.UNKNOWN) {
      store.add(job, result);
    }
    CellResult last = results.get(number);
    if (last != null) {
      progress.finished(last);
    }
  }
}
