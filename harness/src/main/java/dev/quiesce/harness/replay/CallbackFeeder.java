package dev.quiesce.harness.replay;

import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.SelfDeadlock;
import dev.quiesce.harness.fork.StackText;
import org.jspecify.annotations.Nullable;

/**
 * Queues what the recorded call_rcu thread did by itself, such as a finalizer's unregister, as
 * callbacks at the recorded times. A finalizer cannot be refused.
 */
final class CallbackFeeder implements Runnable {
  private final ReplayContext context;
  private final Script script;
  private final ThreadMeter meter;
  private final StartLine startLine;
  private final Pacer pacer;

  /** Made and used by the call_rcu thread. */
  private @Nullable Actions actions;

  CallbackFeeder(ReplayContext context, Script script, ThreadMeter meter, StartLine startLine) {
    this.context = context;
    this.script = script;
    this.meter = meter;
    this.startLine = startLine;
    this.pacer = new Pacer(context, startLine, meter);
  }

  @Override
  public void run() {
    try {
      startLine.await();
      boolean timed = context.settings.timed();
      for (int i = 0; i < script.size(); i++) {
        int step = i;
        if (script.kind(step) == StepKind.AWAIT) {
          context.milestones.await(script.arg(step), context.abandoned);
          continue;
        }
        long intended = timed ? pacer.time(script.at(step)) : System.nanoTime();
        long start = timed ? pacer.await(intended) : intended;
        meter.drift.recordValue(ThreadMeter.clamp(start - intended));
        context.vm.rcu().callRcu(worker -> perform(worker, step, intended));
      }
    } catch (Abandoned.Stop e) {
      // The replay has ended already.
    } catch (InterruptedException e) {
      context.abandoned.giveUp();
    } finally {
      meter.busySince.lazySet(ThreadMeter.ENDED);
    }
  }

  private void perform(QemuThread worker, int step, long intended) {
    Actions own = actions;
    if (own == null) {
      own = new Actions(context, worker, script.role, meter);
      actions = own;
    }
    StepKind kind = script.kind(step);
    long start = System.nanoTime();
    try {
      own.perform(script, step);
      long end = System.nanoTime();
      meter.record(kind, end - intended, end - start);
      meter.countDone(kind);
    } catch (SelfDeadlock | MemoryFault | Actions.NotRegistered e) {
      context.diagnoses.note(e);
      meter.selfDeadlocks += e instanceof SelfDeadlock ? 1 : 0;
      meter.faults += e instanceof MemoryFault ? 1 : 0;
      meter.countSkipped(kind);
    } catch (RuntimeException e) {
      context.diagnoses.fatal("a callback failed: " + StackText.of(e));
      context.abandoned.giveUp();
    }
  }
}
