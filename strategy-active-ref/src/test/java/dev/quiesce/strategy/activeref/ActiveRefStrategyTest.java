package dev.quiesce.strategy.activeref;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The descriptor, and the protocol on one thread. */
class ActiveRefStrategyTest {
  private static final Set<Callback> CALLED =
      Set.of(Callback.LOG_CLEAR, Callback.LOG_GLOBAL_AFTER_SYNC);
  private static final Set<Callback> ADDED = Set.of(Callback.REGION_ADD, Callback.LOG_CLEAR);

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
    assertThat(plugin).isInstanceOf(ActiveRefStrategy.class);
    assertThat(descriptor.id()).isEqualTo("active-ref");
    assertThat(descriptor.defaultForm().name()).isEqualTo(Form.COMPLETE);
    assertThat(descriptor.forms())
        .extracting(Form::name)
        .containsExactly("complete", "without-wait", "nodes-only");
    assertThat(descriptor.ingredients()).extracting(i -> i.id()).doesNotHaveDuplicates();
    assertThat(descriptor.forms())
        .allSatisfy(form -> assertThat(form.promises()).noneMatch(Promise::required));
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "without-wait", "nodes-only"})
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

  @Test
  void release_always_freesAtOnce() {
    Machine machine = machine(Form.COMPLETE);
    machine.memory.release(machine.self, machine.victim);
    assertThat(machine.victim.storage().isFreed()).isTrue();
  }

  @Test
  void complete_always_promisesAllButSerialCallbacks() {
    Set<Promise> promised = EnumSet.allOf(Promise.class);
    promised.removeIf(Promise::required);
    promised.removeAll(Set.of(Promise.SERIAL_CALLBACKS, Promise.NO_DATA_RACE));

    assertThat(descriptor.defaultForm().promises()).isEqualTo(promised);
  }

  @Test
  void mergeProposal_always_leavesPlaceForWhatIsComputed() {
    assertThat(plugin.mergeProposal().orElseThrow().lines())
        .contains("{{costs}}", "{{impossible}}")
        .anyMatch(line -> line.startsWith("### "));
  }

  @Test
  void clear_beforeTheReplayOfRegisterEnds_doesNotCallTheListener() {
    Machine machine = machine(Form.COMPLETE);
    List<String> seen = new ArrayList<>();
    MemoryListener[] listener = new MemoryListener[1];
    listener[0] =
        machine.victim.embed(
            "newcomer",
            0,
            new Recorder(
                machine.log,
                ADDED,
                call -> {
                  if (call.callback() == Callback.REGION_ADD) {
                    onAnotherThread(
                        () -> {
                          QemuThread me = machine.memory.attach("walker");
                          machine.memory.dirtyClear(me).run(machine.ram, 0, 0x1000);
                          machine.vm.rcu().detach(me);
                        });
                    seen.addAll(machine.log);
                  }
                }));
    machine.memory.register(machine.self, listener[0], machine.space);

    assertThat(seen).containsExactly("newcomer region_add");
    machine.taken();
    machine.clear();
    assertThat(machine.taken()).containsExactly("newcomer log_clear");
  }

  @Test
  void unregister_inTheReplayOfItsRegister_leavesNothingCallable() {
    Machine machine = machine(Form.COMPLETE);
    MemoryListener[] listener = new MemoryListener[1];
    listener[0] =
        machine.victim.embed(
            "newcomer",
            0,
            new Recorder(
                machine.log,
                ADDED,
                call -> {
                  if (call.callback() == Callback.REGION_ADD) {
                    assertThat(machine.memory.unregister(machine.self, listener[0]))
                        .isEqualTo(Unregistration.DONE);
                  }
                }));
    machine.memory.register(machine.self, listener[0], machine.space);
    machine.taken();
    machine.clear();

    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void unregister_ofItselfInAClearWalkUnderTheBql_doesNotWaitForItself() {
    Machine machine = machine(Form.COMPLETE);
    List<Unregistration> outcomes = new ArrayList<>();
    MemoryListener[] listener = new MemoryListener[1];
    listener[0] =
        machine.listener(
            "victim", call -> outcomes.add(machine.memory.unregister(machine.self, listener[0])));
    machine.register(listener[0]);
    machine.register(machine.permanent());
    machine.memory.dirtyClear(machine.self).run(machine.ram, 0, 0x1000);

    assertThat(outcomes).containsExactly(Unregistration.DONE);
    assertThat(machine.taken()).containsExactly("victim log_clear", "kvm log_clear");
  }

  @Test
  void unregister_whileAnotherListenerIsCalled_doesNotWait() throws Exception {
    Machine machine = machine(Form.COMPLETE);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    MemoryListener called =
        machine.listener(
            "called",
            call -> {
              inside.countDown();
              awaitQuietly(leave);
            });
    Owner other = Owner.allocate(machine.vm.heap(), OwnerKind.HEAP, "VFIOContainer", "other");
    MemoryListener leaving =
        other.embed("leaving", 0, new Recorder(machine.log, CALLED, call -> {}));
    machine.register(called);
    machine.register(leaving);
    Thread walker =
        new Thread(
            () -> {
              QemuThread me = machine.memory.attach("walker");
              machine.memory.dirtyClear(me).run(machine.ram, 0, 0x1000);
              machine.vm.rcu().detach(me);
            });
    walker.start();
    awaitQuietly(inside);
    Unregistration outcome = machine.memory.unregister(machine.self, leaving);
    machine.memory.release(machine.self, other);
    leave.countDown();
    walker.join();

    assertThat(outcome).isEqualTo(Unregistration.DONE);
    assertThat(machine.taken()).doesNotContain("leaving log_clear");
  }

  @Test
  void unregister_whileItsCallbackHasWalkedAgain_waitsForTheCallback() throws Exception {
    Machine machine = machine(Form.COMPLETE);
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch inside = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    MemoryListener[] listener = new MemoryListener[1];
    boolean[] within = new boolean[1];
    Thread[] walker = new Thread[1];
    listener[0] =
        machine.listener(
            "victim",
            call -> {
              if (Thread.currentThread() != walker[0] || within[0]) {
                return;
              }
              within[0] = true;
              machine.memory.dirtyClear(machine.walker).run(machine.ram, 0, 0x1000);
              inside.countDown();
              while (main.getState() != Thread.State.WAITING && order.isEmpty()) {
                Thread.onSpinWait();
              }
              order.add("callback ends");
            });
    machine.register(listener[0]);
    walker[0] =
        new Thread(() -> machine.memory.dirtyClear(machine.walker).run(machine.ram, 0, 0x1000));
    walker[0].start();
    awaitQuietly(inside);
    assertThat(machine.memory.unregister(machine.self, listener[0])).isEqualTo(Unregistration.DONE);
    order.add("unregistered");
    walker[0].join();

    assertThat(order).containsExactly("callback ends", "unregistered");
  }

  private static void onAnotherThread(Runnable action) {
    Thread thread = new Thread(action);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
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

    /** For one further thread. */
    final QemuThread walker;

    final MemoryRegion ram = MemoryRegion.named("ram", Int128.ofUnsigned(0x1000)).ram();
    final AddressSpace space;
    final Owner victim = Owner.allocate(vm.heap(), OwnerKind.HEAP, "VFIOContainer", "victim");
    final List<String> log = new ArrayList<>();

    Machine(StrategyPlugin plugin, Form form) {
      memory = new Memory(vm, plugin.create(vm, form.ingredients()), false);
      vm.rcu().start(() -> memory.attach("call_rcu"));
      self = memory.attach("main");
      walker = memory.attach("walker");
      bql.lock(self, "test");
      space = memory.initAddressSpace(self, Storage.permanent("as"), "memory", ram);
      memory.startDirtyLog(self, 1);
    }

    MemoryListener listener(String name, Consumer<Call> then) {
      return victim.embed(name, 0, new Recorder(log, CALLED, then));
    }

    MemoryListener permanent() {
      Recorder recorder = new Recorder(log, CALLED, call -> {});
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
      vm.rcu().detach(walker);
      vm.rcu().detach(self);
    }
  }

  private record Recorder(List<String> log, Set<Callback> set, Consumer<Call> then)
      implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return set.contains(callback);
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {
      log.add(listener.name() + " " + call.callback().cName());
      then.accept(call);
    }
  }
}
