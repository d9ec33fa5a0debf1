package dev.quiesce.api.memory;

import static dev.quiesce.api.memory.TestMachine.ram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.strategy.Ingredients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Register, unregister and release, without rivals. */
class RegistrationTest {
  private final TestMachine machine = new TestMachine();

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void register_late_replaysMapAndGlobalStart() {
    machine.map(0, ram("ram", 0x100));
    machine.memory.startDirtyLog(machine.self, 1);
    machine.register(machine.listener("a", 0));
    assertThat(machine.taken())
        .containsExactly(
            "a begin",
            "a log_global_start",
            "a region_add ram[0+100]",
            "a log_start ram[0+100] 0->4",
            "a commit");
  }

  @Test
  void unregister_whileLogging_takesTheMapAwayWithoutGlobalStop() {
    machine.map(0, ram("ram", 0x100));
    machine.memory.startDirtyLog(machine.self, 1);
    MemoryListener listener = machine.listener("a", 0);
    machine.register(listener);
    machine.taken();
    assertThat(machine.memory.unregister(machine.self, listener)).isEqualTo(Unregistration.DONE);
    assertThat(machine.taken())
        .containsExactly(
            "a begin", "a log_stop ram[0+100] 4->0", "a region_del ram[0+100]", "a commit");
    assertThat(machine.memory.unregister(machine.self, listener))
        .isEqualTo(Unregistration.NOT_REGISTERED);
    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void register_twice_isRefused() {
    MemoryListener listener = machine.listener("a", 0, Callback.COMMIT);
    machine.register(listener);
    assertThatThrownBy(() -> machine.register(listener))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("registered twice");
  }

  @Test
  void register_withBothKindsOfSync_isRefused() {
    ListenerCallbacks both =
        new ListenerCallbacks() {
          @Override
          public boolean isSet(Callback callback) {
            return true;
          }

          @Override
          public void call(
              dev.quiesce.api.sync.QemuThread self, MemoryListener listener, Call call) {}
        };
    MemoryListener listener = machine.owner(OwnerKind.HEAP, "a").embed("a", 0, both);
    assertThatThrownBy(() -> machine.register(listener))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void register_withoutBql_isRefused() {
    MemoryListener listener = machine.listener("a", 0, Callback.COMMIT);
    machine.bql.unlock(machine.self);
    assertThatThrownBy(() -> machine.register(listener))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without the BQL");
    machine.bql.lock(machine.self, "test");
  }

  @Test
  void release_heapOwner_freesAtOnceAndLateAccessIsNamed() {
    Owner owner = machine.owner(OwnerKind.HEAP, "container");
    MemoryListener listener = owner.embed("a", 0, new Silent());
    machine.register(listener);
    machine.unregister(listener);
    machine.memory.release(machine.self, owner);
    assertThatThrownBy(listener::callbacks)
        .isInstanceOfSatisfying(
            MemoryFault.class, e -> assertThat(e.kind()).isEqualTo(FaultKind.USE_AFTER_FREE))
        .hasMessageContaining("TestOwner 'container'");
    assertThatThrownBy(() -> machine.memory.release(machine.self, owner))
        .isInstanceOfSatisfying(
            MemoryFault.class, e -> assertThat(e.kind()).isEqualTo(FaultKind.DOUBLE_FREE));
  }

  @Test
  void release_qomOwner_isRetiredUntilAGracePeriodEnds() {
    Owner owner = machine.owner(OwnerKind.QOM, "device");
    machine.memory.release(machine.self, owner);
    assertThat(machine.vm.heap().backlog()).isEqualTo(1);
    machine.drain();
    assertThat(owner.storage().isFreed()).isTrue();
    assertThat(machine.vm.heap().backlog()).isZero();
    assertThat(machine.vm.heap().peakBacklog()).isEqualTo(1);
  }

  @Test
  void release_neverFreedOwner_isRefused() {
    Owner owner = machine.owner(OwnerKind.REUSED, "vhost_dev");
    assertThatThrownBy(() -> machine.memory.release(machine.self, owner))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void zero_afterUnregister_leavesAStructThatCanBeRegisteredAgain() {
    Owner owner = machine.owner(OwnerKind.REUSED, "vhost_dev");
    MemoryListener listener = owner.embed("a", 0, new Silent());
    machine.register(listener);
    machine.unregister(listener);
    listener.zero();
    assertThat(listener.callbacks()).isNull();
    listener.initialise(new Silent());
    machine.register(listener);
    assertThat(listener.registrations()).isEqualTo(2);
    machine.unregister(listener);
  }

  @Test
  void zero_inTheMiddleOfAClear_isACallOfNull() {
    MemoryRegion ram = ram("ram", 0x1000);
    machine.map(0, ram);
    machine.map(0x1000, TestMachine.io("io", 0x10));
    machine.map(0x2000, alias(ram));
    machine.memory.startDirtyLog(machine.self, 1);
    MemoryListener[] self = new MemoryListener[1];
    self[0] = machine.acting("a", 0, call -> self[0].zero(), Callback.LOG_CLEAR);
    machine.register(self[0]);
    DirtyClear clear = machine.memory.dirtyClear(machine.self);
    assertThatThrownBy(() -> clear.run(ram, 0, 0x1000))
        .isInstanceOfSatisfying(
            MemoryFault.class,
            e -> assertThat(e.kind()).isEqualTo(FaultKind.LOGICAL_USE_AFTER_FREE));
  }

  private static MemoryRegion alias(MemoryRegion target) {
    return MemoryRegion.named("alias", target.size()).aliasOf(target, 0);
  }

  @Test
  void deferredClear_ofAStructRegisteredAgain_leavesItAlone() {
    try (TestMachine deferring = new TestMachine(Ingredients.DEFERRED_CLEAR)) {
      MemoryListener listener =
          deferring.owner(OwnerKind.REUSED, "vhost_dev").embed("a", 0, new Silent());
      deferring.register(listener);
      deferring.unregister(listener);
      assertThat(listener.addressSpace()).isSameAs(deferring.space);
      assertThat(deferring.memory.unregister(deferring.self, listener))
          .isEqualTo(Unregistration.NOT_REGISTERED);
      deferring.register(listener);
      deferring.drain();
      assertThat(listener.addressSpace()).isSameAs(deferring.space);
      deferring.unregister(listener);
      deferring.drain();
      assertThat(listener.addressSpace()).isNull();
    }
  }

  @Test
  void owner_inARecycledBlock_bringsItsOwnListeners() {
    try (TestMachine recycling = new TestMachine(HeapMode.RECYCLE)) {
      Owner first = recycling.owner(OwnerKind.HEAP, "first");
      MemoryListener former = first.embed("former", 10, new Silent());
      recycling.memory.release(recycling.self, first);
      Owner second = recycling.owner(OwnerKind.HEAP, "second");
      assertThat(second.listeners()).isEmpty();
      MemoryListener now = second.embed("now", 0, new Silent());
      assertThat(now).isSameAs(former);
      assertThat(second.listeners()).containsExactly(now);
      assertThat(now.name()).isEqualTo("now");
      assertThat(now.priority()).isZero();
    }
  }

  @Test
  void guestPhysBlocks_always_areTheRangesOfTheMap() {
    machine.map(0, ram("ram", 0x100));
    machine.map(0x200, ram("more", 0x100));
    for (TestMachine of :
        new TestMachine[] {machine, new TestMachine(Ingredients.MAP_INSTEAD_OF_TEMPORARY)}) {
      if (of != machine) {
        of.map(0, ram("ram", 0x100));
        of.map(0x200, ram("more", 0x100));
      }
      of.memory.appendGuestPhysBlocks(
          of.self, of.space, section -> of.log.add(section.region().name()));
      assertThat(of.taken()).containsExactly("ram", "more");
      if (of != machine) {
        of.close();
      }
    }
  }

  private static final class Silent implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return false;
    }

    @Override
    public void call(dev.quiesce.api.sync.QemuThread self, MemoryListener listener, Call call) {}
  }
}
