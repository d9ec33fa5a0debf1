package dev.quiesce.harness.replay;

import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SelfDeadlock;
import dev.quiesce.harness.fork.StackText;
import java.util.concurrent.locks.LockSupport;

/** One recorded thread: starts its steps at their times, and keeps the books. */
final class ReplayThread implements Runnable {
  private static final long NAP_NS = 200_000;

  private final ReplayContext context;
  private final Script script;
  private final ThreadMeter meter;
  private final StartLine startLine;
  private final Pacer pacer;
  private final Postponed postponed = new Postponed();

  /** How a step ended. */
  private enum Outcome {
    DONE,
    REFUSED,
    FAILED
  }

  ReplayThread(ReplayContext context, Script script, ThreadMeter meter, StartLine startLine) {
    this.context = context;
    this.script = script;
    this.meter = meter;
    this.startLine = startLine;
    this.pacer = new Pacer(context, startLine, meter);
  }

  @Override
  public void run() {
    try {
      QemuThread self = context.memory.attach(script.thread);
      Actions actions = new Actions(context, self, script.role, meter);
      startLine.await();
      steps(actions);
      finish(actions);
      context.vm.rcu().detach(self);
    } catch (Abandoned.Stop e) {
      // The replay has ended already.
    } catch (Throwable e) {
      context.diagnoses.fatal("thread " + script.thread + " failed: " + StackText.of(e));
      context.abandoned.giveUp();
    } finally {
      meter.busySince.lazySet(ThreadMeter.ENDED);
    }
  }

  private void steps(Actions actions) {
    boolean timed = context.settings.timed();
    int step = 0;
    long ejectIntended = 0;
    long ejectStart = 0;
    while (step < script.size()) {
      StepKind kind = script.kind(step);
      long intended = timed ? pacer.time(script.at(step)) : System.nanoTime();
      long start = timed ? pacer.await(intended) : intended;
      if (kind == StepKind.AWAIT) {
        meter.busySince.lazySet(ThreadMeter.AWAITS);
        actions.perform(script, step++);
        continue;
      }
      meter.busySince.lazySet(start);
      meter.drift.recordValue(ThreadMeter.clamp(start - intended));
      if (kind == StepKind.EJECT_ENTER) {
        ejectIntended = intended;
        ejectStart = start;
      }
      Outcome outcome = attempt(actions, step);
      if (outcome == Outcome.DONE) {
        long end = System.nanoTime();
        boolean leaves = kind == StepKind.EJECT_LEAVE;
        meter.record(
            kind, end - (leaves ? ejectIntended : intended), end - (leaves ? ejectStart : start));
        meter.countDone(kind);
        step++;
      } else {
        step = giveWay(actions, step, outcome, intended);
      }
      if (postponed.hasAny()
          && actions.isOutsideSpans()
          && context.unfinishedMigrations.get() == 0) {
        retry(actions);
      }
      context.abandoned.check();
    }
    meter.busySince.lazySet(0);
  }

  private Outcome attempt(Actions actions, int step) {
    try {
      actions.perform(script, step);
      return Outcome.DONE;
    } catch (RefusedException e) {
      context.diagnoses.note(e);
      meter.refused++;
      return Outcome.REFUSED;
    } catch (SelfDeadlock e) {
      context.diagnoses.note(e);
      meter.selfDeadlocks++;
      stuck(step);
      return Outcome.FAILED;
    } catch (MemoryFault e) {
      context.diagnoses.note(e);
      meter.faults++;
      stuck(step);
      return Outcome.FAILED;
    } catch (Actions.NotRegistered e) {
      return Outcome.FAILED;
    }
  }

  private void stuck(int step) {
    StepKind kind = script.kind(step);
    if (kind == StepKind.UNREGISTER || kind == StepKind.REGISTER) {
      context.registrations.state(script.arg(step), Registrations.State.STUCK);
    }
  }

  /**
   * The step did not happen. An eject around it ends at once: the device stays. A refused one is
   * kept for later.
   *
   * @return the step to go on with
   */
  private int giveWay(Actions actions, int step, Outcome outcome, long intended) {
    int leave = enclosingLeave(step);
    int from = leave < 0 ? step : script.arg(leave);
    int to = leave < 0 ? step : leave;
    if (leave >= 0) {
      actions.perform(script, leave);
    }
    if (script.kind(step) == StepKind.REGISTER) {
      context.milestones.reach(context.milestones.registered(script.arg(step)));
    }
    if (outcome == Outcome.REFUSED) {
      meter.deferred++;
      postponed.add(from, to, intended);
    } else {
      for (int i = step; i <= to; i++) {
        meter.countSkipped(script.kind(i));
      }
    }
    return to + 1;
  }

  /** The end of the eject that {@code step} is inside of; negative if there is none. */
  private int enclosingLeave(int step) {
    for (int i = step; i < script.size(); i++) {
      StepKind kind = script.kind(i);
      if (kind == StepKind.EJECT_LEAVE) {
        return script.arg(i) <= step ? i : -1;
      }
      if (kind == StepKind.EJECT_ENTER && i > step) {
        return -1;
      }
    }
    return -1;
  }

  /** Tries each postponed span again, as a whole and without a pace. */
  private void retry(Actions actions) {
    int count = postponed.size();
    for (int i = 0; i < count; i++) {
      int from = postponed.from(i);
      int to = postponed.to(i);
      long since = postponed.since(i);
      boolean again = false;
      long begin = System.nanoTime();
      for (int step = from; step <= to && !again; step++) {
        long start = System.nanoTime();
        meter.busySince.lazySet(start);
        Outcome outcome = attempt(actions, step);
        if (outcome == Outcome.DONE) {
          boolean leaves = script.kind(step) == StepKind.EJECT_LEAVE;
          long took = System.nanoTime() - (leaves ? begin : start);
          meter.record(script.kind(step), took, took);
          meter.countDone(script.kind(step));
        } else {
          giveWay(actions, step, outcome, since);
          again = true;
        }
      }
      if (!again) {
        meter.postponed.recordValue(ThreadMeter.clamp(System.nanoTime() - since));
      }
    }
    postponed.removeFirst(count);
  }

  /** Waits for the end of the migrations if something is postponed until then. */
  private void finish(Actions actions) {
    while (postponed.hasAny() && context.unfinishedMigrations.get() > 0) {
      meter.busySince.lazySet(ThreadMeter.AWAITS);
      context.abandoned.check();
      LockSupport.parkNanos(NAP_NS);
    }
    if (postponed.hasAny()) {
      retry(actions);
    }
    for (int i = 0; i < postponed.size(); i++) {
      for (int step = postponed.from(i); step <= postponed.to(i); step++) {
        meter.countSkipped(script.kind(step));
      }
    }
  }
}
