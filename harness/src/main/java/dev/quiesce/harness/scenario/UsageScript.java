package dev.quiesce.harness.scenario;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamThread;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.harness.result.UsageCase;
import dev.quiesce.harness.result.UsagePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one usage cell: the caller, perhaps a walker, and an audit, which starts both and
 * then ends the migration, repeats a refused call, and walks over what should be left, under the
 * BQL and without.
 *
 * <p>The owner's code goes on after its call as QEMU's owners do: it gives its storage up unless
 * the call threw.
 */
final class UsageScript {
  private static final String SELF = "self";

  private final Stage stage;
  private final Memory memory;
  private final UsageCase usage;
  private final UsageOutcome outcome;
  private final Member subject;
  private final AddressSpace space;
  private final Event inside = Seam.event("a walk in the callback of self", false);
  private final Event seen = Seam.event("the other thread, about to call", false);
  private final List<SeamThread> callers = new ArrayList<>();
  private boolean acted;
  private boolean auditing;

  /** A listener and its owner. */
  private record Member(Owner owner, MemoryListener listener) {}

  UsageScript(Stage stage, UsageCase usage, UsageOutcome outcome) {
    this.stage = stage;
    this.memory = stage.memory();
    this.usage = usage;
    this.outcome = outcome;
    Member previous = registered("previous");
    Member self = registered(SELF);
    Member next = registered("next");
    this.subject =
        switch (usage.call()) {
          case UNREGISTER_SELF, REGISTER_TWICE -> self;
          case UNREGISTER_NEXT -> next;
          case UNREGISTER_PREVIOUS -> previous;
          case UNREGISTER_FOREIGN -> foreign();
          case UNREGISTER_NEVER, REGISTER_NEW -> embedded("never", script("never"));
          case UNREGISTER_GONE, REGISTER_AGAIN -> gone();
        };
    stage.kvm(script("kvm"));
    if (usage.migrating()) {
      stage.migrate();
    }
    this.space = stage.space();
  }

  /** Of an address space in which no RAM shows. */
  private Member foreign() {
    MemoryRegion root = MemoryRegion.named("io", Int128.ofUnsigned(Stage.RAM_BYTES)).container();
    AddressSpace io = memory.initAddressSpace(stage.setUp(), Storage.permanent("I/O"), "I/O", root);
    Member foreign = embedded("foreign", script("foreign", Callback.LOG_GLOBAL_AFTER_SYNC));
    memory.register(stage.setUp(), foreign.listener(), io);
    return foreign;
  }

  private Member gone() {
    Member gone = registered("gone");
    Unregistration unused = memory.unregister(stage.setUp(), gone.listener());
    return gone;
  }

  private Member embedded(String name, Script script) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "owner of " + name);
    return new Member(owner, stage.embed(owner, name, 0, script));
  }

  private Member registered(String name) {
    Member member = embedded(name, script(name));
    memory.register(stage.setUp(), member.listener(), stage.space());
    return member;
  }

  /** Has log_clear: otherwise an unlocked walk would call nobody. */
  private Script script(String name) {
    return script(name, Callback.LOG_CLEAR, Callback.LOG_GLOBAL_AFTER_SYNC);
  }

  private Script script(String name, Callback... set) {
    Script script = new Script(set);
    for (Callback callback : set) {
      script.on(callback, self -> called(self, name));
    }
    return script;
  }

  private void called(QemuThread self, String name) {
    if (auditing) {
      if (name.equals(subject.listener().name())) {
        outcome.calledAfterwards();
      }
      return;
    }
    if (acted || !name.equals(SELF)) {
      return;
    }
    if (usage.place() == UsagePlace.WALK) {
      call(self);
    } else if (usage.place() == UsagePlace.OTHER) {
      acted = true;
      inside.set();
      seen.await();
    }
  }

  /** Makes the threads; called at the end of the set-up. */
  void start() {
    switch (usage.place()) {
      case MAIN -> thread("main", self -> withBql(self, () -> inSection(self, () -> call(self))));
      case WALK -> thread(usage.bql() ? "main" : "walker", this::walk);
      case RCU -> thread("main", this::queueCallback);
      case OTHER -> {
        thread("walker", this::clear);
        thread("other", this::callBesideWalk);
      }
    }
    QemuThread auditor = memory.attach("audit");
    Seam.thread("audit", false, () -> audit(auditor)).start();
  }

  private void thread(String name, Consumer<QemuThread> script) {
    QemuThread self = memory.attach(name);
    callers.add(Seam.thread(name, false, () -> script.accept(self)));
  }

  private void walk(QemuThread self) {
    withBql(
        self,
        () ->
            inSection(
                self,
                () -> {
                  if (usage.bql()) {
                    memory.afterDirtyLogSync(self);
                  } else {
                    memory.dirtyClear(self).run(stage.ram(), 0, Stage.RAM_BYTES);
                  }
                }));
  }

  /** The migration's walk, or a vCPU's. */
  private void clear(QemuThread self) {
    DirtyClear clear = memory.dirtyClear(self);
    self.enterSection();
    clear.run(stage.ram(), 0, Stage.RAM_BYTES);
    self.leaveSection();
  }

  private void queueCallback(QemuThread self) {
    Event done = Seam.event("the RCU callback", false).raisedBy(RcuDomain.WORKER);
    stage.withBql(
        self,
        "device_unparent",
        () ->
            stage
                .vm()
                .rcu()
                .callRcu(
                    worker -> {
                      finalizer(worker);
                      done.set();
                    }));
    done.await();
  }

  private void finalizer(QemuThread worker) {
    if (usage.bql()) {
      inSection(worker, () -> call(worker));
      return;
    }
    stage.vm().bql().unlock(worker);
    inSection(worker, () -> call(worker));
    stage.vm().bql().lock(worker, "finalizer");
  }

  /** A vCPU is in the section before it takes the BQL. */
  private void callBesideWalk(QemuThread self) {
    inside.await();
    seen.set();
    inSection(self, () -> withBql(self, () -> call(self)));
  }

  private void call(QemuThread self) {
    acted = true;
    try {
      if (usage.call().registers()) {
        memory.register(self, subject.listener(), space);
        outcome.registered();
      } else {
        outcome.returned(unregister(self));
        giveUp(self);
      }
    } catch (RefusedException e) {
      outcome.refused(text(e));
    } catch (RuntimeException e) {
      outcome.threw(text(e));
    }
  }

  private Unregistration unregister(QemuThread self) {
    return usage.place() == UsagePlace.RCU
        ? memory.unregisterWithoutFail(self, subject.listener())
        : memory.unregister(self, subject.listener());
  }

  private void giveUp(QemuThread self) {
    stage.release(self, subject.owner());
    Storage storage = subject.owner().storage();
    Seam.step(
        new AtomicStep("is " + storage.label() + " free?", List.of(storage), List.of()) {
          @Override
          public void run() {
            if (storage.isFreed()) {
              outcome.freedAtOnce();
            }
          }
        });
  }

  private void audit(QemuThread self) {
    callers.forEach(SeamThread::start);
    callers.forEach(SeamThread::join);
    auditing = true;
    stage.withBql(
        self,
        "audit",
        () -> {
          if (usage.migrating()) {
            memory.migrationEnded(self);
          }
          if (outcome.refusal().isPresent()) {
            retry(self);
          }
          memory.afterDirtyLogSync(self);
        });
    clear(self);
    outcome.complete();
  }

  private void retry(QemuThread self) {
    if (usage.call().registers()) {
      memory.register(self, subject.listener(), space);
      outcome.retried();
    } else if (memory.unregister(self, subject.listener()) == Unregistration.DONE) {
      stage.release(self, subject.owner());
      outcome.retried();
    }
  }

  private void withBql(QemuThread self, Runnable action) {
    if (usage.bql()) {
      stage.withBql(self, "caller", action);
    } else {
      action.run();
    }
  }

  private void inSection(QemuThread self, Runnable action) {
    if (!usage.section()) {
      action.run();
      return;
    }
    self.enterSection();
    action.run();
    self.leaveSection();
  }

  private static String text(RuntimeException e) {
    @Nullable String message = e.getMessage();
    return Objects.requireNonNullElse(message, e.toString());
  }
}
