package dev.quiesce.strategy.migrationblock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The descriptor, and the protocol on one thread. */
class MigrationBlockStrategyTest {
  private final StrategyPlugin plugin = ServiceLoader.load(StrategyPlugin.class).iterator().next();
  private final StrategyDescriptor descriptor = plugin.descriptor();
  private final List<AutoCloseable> machines = new ArrayList<>();

  @AfterEach
  void closeMachines() throws Exception {
    for (AutoCloseable machine : machines) {
      machine.close();
    }
  }

  private Machine machine(String form) {
    Machine machine = new Machine(plugin, descriptor.form(form).orElseThrow());
    machines.add(machine);
    return machine;
  }

  @Test
  void descriptor_always_namesItsModuleAndItsForms() {
    assertThat(plugin).isInstanceOf(MigrationBlockStrategy.class);
    assertThat(descriptor.id()).isEqualTo("migration-block");
    assertThat(descriptor.defaultForm().name()).isEqualTo(Form.COMPLETE);
    assertThat(descriptor.forms()).extracting(Form::name).startsWith("complete", "as-proposed");
    assertThat(descriptor.ingredients()).extracting(i -> i.id()).doesNotHaveDuplicates();
    assertThat(descriptor.forms())
        .allSatisfy(form -> assertThat(form.promises()).noneMatch(Promise::required));
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "as-proposed"})
  void walkUnregisterRelease_inEveryForm_visitsTheRegisteredAndFreesTheOwner(String form) {
    Machine machine = machine(form);
    MemoryListener listener = machine.listener("victim", call -> {});
    machine.register(listener);
    machine.register(machine.permanent());
    machine.clear();
    assertThat(machine.taken()).containsExactly("victim log_clear", "kvm log_clear");
    assertThat(machine.memory.unregister(machine.self, listener)).isEqualTo(Unregistration.DONE);
    machine.memory.release(machine.self, machine.victim);
    machine.taken();
    machine.clear();
    assertThat(machine.taken()).containsExactly("kvm log_clear");
    machine.vm.rcu().drain(machine.self);
    assertThat(machine.victim.storage().isFreed()).isTrue();
    assertThat(machine.vm.heap().backlog()).isZero();
  }

  @Test
  void unregister_insideAReadSection_finishesInTheCompleteForm() {
    Machine machine = machine(Form.COMPLETE);
    MemoryListener listener = machine.listener("victim", call -> {});
    machine.register(listener);
    machine.self.enterSection();
    assertThat(machine.memory.unregister(machine.self, listener)).isEqualTo(Unregistration.DONE);
    machine.memory.release(machine.self, machine.victim);
    machine.self.leaveSection();
    assertThat(machine.self.rcu().depth()).isZero();
  }

  @Test
  void unregister_ofItselfInACallback_finishesInTheCompleteForm() {
    Machine machine = machine(Form.COMPLETE);
    MemoryListener[] listener = new MemoryListener[1];
    listener[0] =
        machine.listener(
            "victim",
            call -> {
              assertThat(machine.memory.unregister(machine.self, listener[0]))
                  .isEqualTo(Unregistration.DONE);
              machine.memory.release(machine.self, machine.victim);
            });
    machine.register(listener[0]);
    machine.register(machine.permanent());
    machine.memory.afterDirtyLogSync(machine.self);
    assertThat(machine.taken())
        .containsExactly("victim log_global_after_sync", "kvm log_global_after_sync");
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "as-proposed"})
  void changes_whileAMigrationRuns_areRefusedAndSucceedAfterIt(String form) {
    Machine machine = machine(form);
    MemoryListener listener = machine.listener("victim", call -> {});
    machine.register(listener);
    machine.memory.migrationStarts(machine.self);
    assertThatThrownBy(() -> machine.memory.unregister(machine.self, listener))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("retry");
    MemoryListener permanent = machine.permanent();
    assertThatThrownBy(() -> machine.register(permanent)).isInstanceOf(RefusedException.class);
    machine.clear();
    assertThat(machine.taken()).containsExactly("victim log_clear");
    machine.memory.migrationEnded(machine.self);
    machine.register(permanent);
    assertThat(machine.memory.unregister(machine.self, listener)).isEqualTo(Unregistration.DONE);
    assertThat(machine.memory.unregister(machine.self, listener))
        .isEqualTo(Unregistration.NOT_REGISTERED);
  }

  @Test
  void unregister_thatCannotFail_isPostponedWithItsOwnersRelease() {
    Machine machine = machine(Form.COMPLETE);
    MemoryListener first = machine.listener("first", call -> {});
    MemoryListener second = machine.listener("second", call -> {});
    machine.register(first);
    machine.register(second);
    machine.memory.migrationStarts(machine.self);
    for (MemoryListener listener : List.of(first, second, first)) {
      assertThat(machine.memory.unregisterWithoutFail(machine.self, listener))
          .isEqualTo(Unregistration.POSTPONED);
    }
    machine.memory.release(machine.self, machine.victim);
    assertThat(machine.vm.heap().backlog()).isEqualTo(1);
    machine.clear();
    assertThat(machine.taken()).containsExactly("first log_clear", "second log_clear");
    machine.memory.migrationEnded(machine.self);
    assertThat(machine.victim.storage().isFreed()).isTrue();
    assertThat(machine.vm.heap().backlog()).isZero();
    machine.clear();
    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void unregister_thatCannotFail_goesOnAsProposed() {
    Machine machine = machine(Form.AS_PROPOSED);
    MemoryListener listener = machine.listener("victim", call -> {});
    machine.register(listener);
    machine.memory.migrationStarts(machine.self);
    assertThat(machine.memory.unregisterWithoutFail(machine.self, listener))
        .isEqualTo(Unregistration.DONE);
  }

  @Test
  void migrationEnd_withAWalkerInside_waitsForIt() throws Exception {
    Machine machine = machine(Form.COMPLETE);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    machine.register(
        machine.listener(
            "victim",
            call -> {
              inside.countDown();
              awaitQuietly(leave, 30_000);
            }));
    machine.memory.migrationStarts(machine.self);
    Thread walker =
        new Thread(
            () -> {
              QemuThread me = machine.memory.attach("live_migration");
              machine.memory.dirtyClear(me).run(machine.ram, 0, 0x1000);
              machine.vm.rcu().detach(me);
            });
    walker.start();
    awaitQuietly(inside, 30_000);
    Thread late =
        new Thread(
            () -> {
              awaitQuietly(new CountDownLatch(1), 30);
              machine.log.add("walker may go");
              leave.countDown();
            });
    late.start();
    machine.memory.migrationEnded(machine.self);
    assertThat(machine.taken()).containsExactly("victim log_clear", "walker may go");
    walker.join();
    late.join();
  }

  @Test
  void migrationStart_beforeAChangeHasFinished_waitsForIt() throws Exception {
    Machine machine = machine(Form.COMPLETE);
    CountDownLatch dropped = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    MemoryListener listener =
        machine.victim.embed("proxy", 0, new DropsBqlInCommit(machine, dropped, order));
    Thread starter =
        new Thread(
            () -> {
              QemuThread me = machine.memory.attach("qmp");
              awaitQuietly(dropped, 30_000);
              machine.bql.lock(me, "qmp");
              order.add("start called");
              machine.memory.migrationStarts(me);
              order.add("started");
              machine.bql.unlock(me);
              machine.vm.rcu().detach(me);
            });
    starter.start();
    machine.memory.register(machine.self, listener, machine.space);
    order.add("registered");
    machine.bql.unlock(machine.self);
    starter.join();
    machine.bql.lock(machine.self, "test");
    assertThat(order).containsExactly("start called", "callback over", "registered", "started");
  }

  /** As {@code proxy_memory_listener_commit}: lets the others run in the middle of a replay. */
  private record DropsBqlInCommit(Machine machine, CountDownLatch dropped, List<String> order)
      implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return callback == Callback.COMMIT;
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {
      machine.bql.unlock(self);
      dropped.countDown();
      while (order.isEmpty()) {
        Thread.onSpinWait();
      }
      machine.bql.lock(self, "commit");
      order.add("callback over");
    }
  }

  private static void awaitQuietly(CountDownLatch latch, long millis) {
    try {
      boolean unused = latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** One region, one address space, one owner to be freed; the running thread holds the BQL. */
  private static final class Machine implements AutoCloseable {
    final Bql bql = new Bql(LockObserver.NONE);
    final Vm vm =
        new Vm(
            bql,
            new QemuRcu(bql, Batching.PROMPT),
            new Heap(HeapMode.QUARANTINE, true),
            Seam::mutex);
    final Memory memory;
    final QemuThread self;
    final MemoryRegion ram = MemoryRegion.named("ram", Int128.ofUnsigned(0x1000)).ram();
    final AddressSpace space;
    final Owner victim = Owner.allocate(vm.heap(), OwnerKind.HEAP, "VFIOContainer", "victim");
    final List<String> log = new ArrayList<>();

    Machine(StrategyPlugin plugin, Form form) {
      memory = new Memory(vm, plugin.create(vm, form.ingredients()), false);
      vm.rcu().start(() -> memory.attach("call_rcu"));
      self = memory.attach("main");
      bql.lock(self, "test");
      space = memory.initAddressSpace(self, Storage.permanent("as"), "memory", ram);
      memory.startDirtyLog(self, 1);
    }

    MemoryListener listener(String name, Consumer<Call> then) {
      return victim.embed(name, 0, new Recorder(log, then));
    }

    MemoryListener permanent() {
      Recorder recorder = new Recorder(log, call -> {});
      return new MemoryListener(Storage.permanent("kvm"), "kvm", 10, recorder);
    }

    void register(MemoryListener listener) {
      memory.register(self, listener, space);
      log.clear();
    }

    /** The clear walk, without the BQL. */
    void clear() {
      bql.unlock(self);
      memory.dirtyClear(self).run(ram, 0, 0x1000);
      bql.lock(self, "test");
    }

    List<String> taken() {
      List<String> taken = List.copyOf(log);
      log.clear();
      return taken;
    }

    @Override
    public void close() {
      bql.unlock(self);
      vm.rcu().close();
      vm.rcu().detach(self);
    }
  }

  private record Recorder(List<String> log, Consumer<Call> then) implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return callback == Callback.LOG_CLEAR || callback == Callback.LOG_GLOBAL_AFTER_SYNC;
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {
      log.add(listener.name() + " " + call.callback().cName());
      then.accept(call);
    }
  }
}
