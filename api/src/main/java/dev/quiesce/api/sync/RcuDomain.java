package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.DelaySite;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamThread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An RCU domain with QEMU's three ways to wait, which are not interchangeable:
 *
 * <ul>
 *   <li>{@link #synchronize} waits for readers, and says nothing of callbacks;
 *   <li>{@link #callRcu} runs a callback later: after a grace period, in order, on one thread,
 *       holding the BQL;
 *   <li>{@link #drain} waits for the callbacks queued before it, and must release the BQL
 *       meanwhile.
 * </ul>
 *
 * <p>Source: util/rcu.c and docs/devel/rcu.txt of QEMU 7.2.
 */
public abstract class RcuDomain {
  /** The thread that runs callbacks, as models and reports call it. */
  public static final String WORKER = "call_rcu";

  private final Bql bql;
  private final RcuProgress progress = new RcuProgress();

  @Confined("the call_rcu thread; close() reads it after the thread's end")
  private final List<RuntimeException> failures = new ArrayList<>();

  @Confined("start() and close() are called by the thread that built the machine")
  private @Nullable SeamThread worker;

  @Confined("written once by the worker itself before it first waits; read by it alone")
  private @Nullable QemuThread workerSelf;

  /** A domain whose callbacks run under {@code bql}. */
  protected RcuDomain(Bql bql) {
    this.bql = bql;
  }

  /** Starts the call_rcu thread; {@code attach} runs on it and gives its handle. */
  public final void start(Supplier<QemuThread> attach) {
    SeamThread thread = Seam.thread(WORKER, true, () -> work(attach.get()));
    worker = thread;
    thread.start();
  }

  /** {@code rcu_register_thread}: called by the new thread before its first section. */
  public final QemuThread attach(String name) {
    return new QemuThread(name, register(name));
  }

  /**
   * {@code rcu_unregister_thread}.
   *
   * @throws IllegalStateException if a section is open
   */
  public final void detach(QemuThread self) {
    if (self.rcu().depth() != 0) {
      throw new IllegalStateException(
          self.name()
              + " leaves RCU with "
              + self.rcu().depth()
              + " open read sections: unlock first");
    }
    self.sections().detached(self);
    unregister(self.rcu());
  }

  /**
   * Waits until every read section that was open at the call has ended. Blocking.
   *
   * @throws SelfDeadlock if {@code self} is inside a section
   */
  public final void synchronize(QemuThread self) {
    requireNoSection(self, "synchronize_rcu()");
    awaitGracePeriod(self, this::gracePeriod);
  }

  /**
   * Runs {@code callback} after a grace period, on the call_rcu thread, BQL held, in queue order.
   * Does not block. A callback that throws an exception, or returns without the BQL, does not keep
   * the later ones from running under it: {@link #close} throws what was wrong.
   */
  public final void callRcu(RcuCallback callback) {
    progress.callbackQueued();
    enqueue(new RcuHead(callback));
  }

  /**
   * Waits until all callbacks queued by this thread so far have run; releases the BQL meanwhile if
   * {@code self} holds it.
   *
   * @throws SelfDeadlock inside a section, or on the call_rcu thread
   */
  public final void drain(QemuThread self) {
    requireNoSection(self, "drain_call_rcu()");
    if (self == workerSelf) {
      throw Seam.failing(
          new SelfDeadlock(
              "drain_call_rcu() inside an RCU callback: the call_rcu thread would wait for"
                  + " itself; queue another callback instead"));
    }
    Event done =
        Seam.event("callbacks queued before the drain of " + self.name(), false).raisedBy(WORKER);
    boolean locked = self.holdsBql();
    if (locked) {
      bql.unlock(self);
    }
    drainBegins();
    callRcu(unused -> done.set());
    done.await();
    drainEnds();
    if (locked) {
      bql.lock(self, "drain_call_rcu");
    }
  }

  /**
   * Ends the call_rcu thread after the callbacks queued so far. The caller holds no BQL.
   *
   * @throws RuntimeException the first that a callback threw, the others suppressed in it
   */
  public final void close() {
    enqueue(new RcuHead(null));
    if (worker != null) {
      worker.join();
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /** How far grace periods and callbacks have come. */
  public final RcuProgress progress() {
    return progress;
  }

  /**
   * The threads whose sections the grace period under way still waits for; empty if there is none,
   * or if the registry is busy right now. For diagnosis: never blocks.
   */
  public abstract List<String> holdouts();

  /**
   * Unregisters a thread that has ended without doing it itself, perhaps inside a read section: a
   * dead thread holds no reference, so its sections end here. What it held locked stays locked.
   *
   * @param dead a thread that has ended; the caller has seen its end
   */
  public final void bury(QemuThread dead) {
    dead.sections().detached(dead);
    end(dead.rcu());
  }

  /**
   * {@code rcu_add_force_rcu_notifier}: {@code kick} is called, by the grace-period thread, when a
   * drain waits for this reader.
   */
  public abstract void addForceQuiescentNotifier(RcuReader reader, Runnable kick);

  /** How many threads are registered, for tests. */
  abstract int readers();

  /** Adds a reader to the registry. */
  protected abstract RcuReader register(String thread);

  /** Ends the sections of a reader whose thread has died, and removes it from the registry. */
  protected abstract void end(RcuReader dead);

  /** Removes a reader from the registry. */
  protected abstract void unregister(RcuReader reader);

  /** Waits for the pre-existing sections of the other threads. */
  protected abstract void gracePeriod(QemuThread self);

  /** Adds to the queue; a full fence. */
  abstract void enqueue(RcuHead head);

  /** Blocks until a batch should be started; returns its length. */
  abstract int awaitBatch();

  /** Waits for the grace period of the batch that was just started, on the call_rcu thread. */
  void gracePeriodOfBatch(QemuThread self) {
    gracePeriod(self);
  }

  /** Takes the head of the queue, which is not empty. */
  abstract RcuHead dequeue(QemuThread self);

  /** A drain begins: the grace-period thread may kick readers. */
  abstract void drainBegins();

  /** A drain has ended. */
  abstract void drainEnds();

  /** The lock that callbacks run under. */
  final Bql bql() {
    return bql;
  }

  private void work(QemuThread self) {
    workerSelf = self;
    while (true) {
      int batch = awaitBatch();
      Seam.mark(MarkerKind.CALLBACKS_BEGIN, null, null);
      awaitGracePeriod(self, this::gracePeriodOfBatch);
      Seam.delay(DelaySite.GRACE_PERIOD_TO_FREE);
      bql.lock(self, "call_rcu_thread");
      boolean open = true;
      for (int i = 0; i < batch; i++) {
        RcuCallback callback = dequeue(self).callback();
        if (callback != null) {
          Seam.delay(DelaySite.DEQUEUE_TO_RUN);
          invoke(self, callback);
        } else {
          open = false;
        }
      }
      bql.unlock(self);
      Seam.mark(MarkerKind.CALLBACKS_END, null, null);
      if (!open) {
        unregister(self.rcu());
        return;
      }
    }
  }

  private void awaitGracePeriod(QemuThread self, Consumer<QemuThread> gracePeriod) {
    Seam.mark(MarkerKind.GRACE_PERIOD_WAIT, null, null);
    long number = progress.begins(self.name());
    gracePeriod.accept(self);
    progress.ended(number);
  }

  private void invoke(QemuThread self, RcuCallback callback) {
    try {
      callback.run(self);
    } catch (RuntimeException e) {
      failed(e);
    }
    if (!self.holdsBql()) {
      // The next callback must have it all the same.
      bql.lock(self, "call_rcu_thread");
      failed(
          new IllegalStateException(
              "an RCU callback returned without the BQL: take it again before the end"));
    }
    progress.callbackInvoked();
  }

  private void failed(RuntimeException failure) {
    if (Seam.CONTROLLED) {
      // There an exception is a result, and the execution ends with it.
      throw failure;
    }
    failures.add(failure);
  }

  private static void requireNoSection(QemuThread self, String what) {
    if (self.rcu().depth() > 0) {
      throw Seam.failing(
          new SelfDeadlock(
              what
                  + " inside a read section of "
                  + self.name()
                  + " (depth "
                  + self.rcu().depth()
                  + "): it would wait for itself; leave the section first"));
    }
  }
}
