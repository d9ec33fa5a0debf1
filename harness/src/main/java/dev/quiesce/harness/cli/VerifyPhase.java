package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.fork.WorkPool;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Explores cells in children and collects their results in the order of the plan.
 *
 * <p>In rounds: each cell gets a short time first, controls before all others. What is not decided
 * after a round comes again with more time, cells that have yet to show something first, until it
 * has had its budget or the time for all of them is over. Thread-safe.
 */
final class VerifyPhase implements WorkPool.Work {
  /** A cell's child may be silent for its budget twice, and this. */
  private static final long GRACE_MILLIS = 30_000;

  /** The same for a cell whose budget is counted in executions. */
  private static final Duration WITHOUT_LIMIT = Duration.ofHours(1);

  private static final long LEAST_MILLIS = 50;
  private static final long PAUSE_MILLIS = 100;

  private final List<CellJob> jobs;
  private final CellStore store;
  private final ProgressMeter progress;
  private final int workers;
  private final long deadline;
  private final List<CellTurn> turns = new ArrayList<>();
  private final PriorityQueue<CellTurn> queue = new PriorityQueue<>(CellTurn.ORDER);
  private int atWork;

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
    this.deadline = limit.isZero() ? 0 : System.nanoTime() + limit.toNanos();
    for (int i = 0; i < jobs.size(); i++) {
      CellTurn turn = new CellTurn(i, jobs.get(i));
      turns.add(turn);
      CellResult finished = store.finished(jobs.get(i));
      if (finished == null) {
        queue.add(turn);
      } else {
        turn.keep(finished);
        progress.finished(finished);
      }
    }
  }

  /** Explores what is open. */
  List<CellResult> run(WorkPool pool) throws InterruptedException {
    if (!queue.isEmpty()) {
      pool.run(this);
    }
    List<CellResult> cells = new ArrayList<>();
    for (CellTurn turn : turns) {
      CellResult result = turn.result();
      cells.add(result == null ? CellResult.unknown(turn.job(), "not explored") : result);
    }
    return cells;
  }

  @Override
  public int size() {
    return jobs.size();
  }

  @Override
  public synchronized int next(int asked, BooleanSupplier stopped) throws InterruptedException {
    while (queue.isEmpty() && atWork > 0 && !stopped.getAsBoolean()) {
      wait(PAUSE_MILLIS);
    }
    CellTurn turn = queue.poll();
    while (turn != null && turn.round() > 0 && timeIsOver()) {
      decided(turn);
      turn = queue.poll();
    }
    if (turn == null || stopped.getAsBoolean()) {
      return NOTHING;
    }
    atWork++;
    return turn.number();
  }

  private boolean timeIsOver() {
    return deadline != 0 && System.nanoTime() >= deadline;
  }

  @Override
  public synchronized Object item(int index) {
    CellTurn turn = turns.get(index);
    progress.at(turn.job().key().display());
    long most = Long.MAX_VALUE;
    if (deadline != 0) {
      long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
      long waiting = 1 + queue.stream().filter(one -> one.round() <= turn.round()).count();
      most = Math.max(LEAST_MILLIS, CellTurn.SHARES * left * workers / waiting);
      most = Math.min(most, Math.max(LEAST_MILLIS, left));
    }
    return turn.begin(most, deadline != 0);
  }

  @Override
  public synchronized Duration silence(int index) {
    long millis = turns.get(index).job().budget().millis();
    return millis < 0 ? WITHOUT_LIMIT : Duration.ofMillis(2 * millis + GRACE_MILLIS);
  }

  @Override
  public synchronized void message(int index, Message message) {
    if (message instanceof Message.Cell cell) {
      turns.get(index).ended(cell.cell());
    }
  }

  @Override
  public synchronized void finished(int index, @Nullable String failure) {
    CellTurn turn = turns.get(index);
    atWork = Math.max(0, atWork - 1);
    notifyAll();
    CellResult result = turn.latest();
    if (failure != null || result == null) {
      String why = failure == null ? "the child gave no result" : failure;
      turn.keep(CellResult.unknown(turn.job(), why));
    } else if (!result.key().equals(turn.job().key())) {
      turn.keep(CellResult.unknown(turn.job(), "the child explored " + result.key().display()));
    } else {
      turn.merge();
      if (turn.again() && !timeIsOver()) {
        queue.add(turn);
        return;
      }
    }
    decided(turn);
  }

  private void decided(CellTurn turn) {
    CellResult result = turn.result();
    if (result != null && result.verdict() != Verdict.UNKNOWN) {
      store.add(turn.job(), result);
    }
    if (result != null) {
      progress.finished(result);
    }
  }
}
