package dev.quiesce.api.memory;

import static dev.quiesce.api.memory.TestMachine.io;
import static dev.quiesce.api.memory.TestMachine.ram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.Storage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Order of what a commit delivers. */
class TopologyTest {
  private final TestMachine machine = new TestMachine();

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void commit_afterOneChange_deliversDelBeforeAddAndNop() {
    MemoryRegion old = io("old", 0x100);
    machine.map(0, old);
    machine.map(0x1000, ram("ram", 0x100));
    machine.register(machine.listener("a", 0));
    machine.taken();

    machine.memory.begin(machine.self);
    machine.unmap(old);
    machine.map(0x800, io("new", 0x10));
    machine.memory.commit(machine.self);

    assertThat(machine.taken())
        .containsExactly(
            "a begin",
            "a region_del old[0+100]",
            "a region_add new[0+10]",
            "a region_nop ram[0+100]",
            "a commit");
  }

  @Test
  void commit_nested_deliversOnceAtTheOutermost() {
    machine.register(machine.listener("a", 0, Callback.COMMIT));
    machine.taken();
    machine.memory.begin(machine.self);
    machine.memory.begin(machine.self);
    machine.map(0, ram("ram", 0x100));
    machine.memory.commit(machine.self);
    assertThat(machine.taken()).isEmpty();
    machine.memory.commit(machine.self);
    assertThat(machine.taken()).containsExactly("a commit");
  }

  @Test
  void commit_withoutChange_deliversNothing() {
    machine.register(machine.listener("a", 0));
    machine.taken();
    machine.memory.update(machine.self, () -> false);
    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void commit_withoutBegin_isRefused() {
    assertThatThrownBy(() -> machine.memory.commit(machine.self))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without a begin");
  }

  @Test
  void priorities_equal_areFifoAndReversedForDeletion() {
    for (String name : new String[] {"b10", "a0", "c10", "d0"}) {
      machine.register(
          machine.listener(
              name, name.endsWith("10") ? 10 : 0, Callback.REGION_ADD, Callback.REGION_DEL));
    }
    machine.taken();
    MemoryRegion ram = ram("ram", 0x100);
    machine.map(0, ram);
    assertThat(machine.taken())
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("a0", "d0", "b10", "c10");
    machine.unmap(ram);
    assertThat(machine.taken())
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("c10", "b10", "d0", "a0");
  }

  @Test
  void dirtyLogMask_changed_deliversStartAfterNopAndStopInReverse() {
    MemoryRegion ram = ram("ram", 0x100);
    machine.map(0, ram);
    machine.register(
        machine.listener("a", 0, Callback.REGION_NOP, Callback.LOG_START, Callback.LOG_STOP));
    machine.register(machine.listener("b", 0, Callback.LOG_START, Callback.LOG_STOP));
    machine.taken();
    machine.memory.update(machine.self, () -> ram.setVgaLogging(true));
    assertThat(machine.taken())
        .containsExactly(
            "a region_nop ram[0+100]",
            "a log_start ram[0+100] 0->1",
            "b log_start ram[0+100] 0->1");
    machine.memory.update(machine.self, () -> ram.setVgaLogging(false));
    assertThat(machine.taken())
        .containsExactly(
            "a region_nop ram[0+100]", "b log_stop ram[0+100] 1->0", "a log_stop ram[0+100] 1->0");
  }

  @Test
  void addressSpaces_withOneRoot_shareTheFlatView() {
    machine.map(0, ram("ram", 0x100));
    AddressSpace second =
        machine.memory.initAddressSpace(
            machine.self, Storage.permanent("as2"), "second", machine.system);
    assertThat(second.currentMap()).isSameAs(machine.space.currentMap());
    machine.map(0x1000, ram("more", 0x100));
    assertThat(second.currentMap()).isSameAs(machine.space.currentMap());
  }

  @Test
  void flatView_replaced_isFreedAfterAGracePeriod() {
    machine.map(0, ram("ram", 0x100));
    FlatView before = machine.space.acquireMap(machine.self);
    before.release(machine.vm.rcu(), machine.vm.heap());
    machine.map(0x1000, ram("more", 0x100));
    machine.drain();
    assertThat(before.storage().isFreed()).isTrue();
    assertThatThrownBy(before::ranges).hasMessageContaining("use-after-free");
  }

  @Test
  void flatView_recycled_showsTheNewMap() {
    try (TestMachine recycling = new TestMachine(HeapMode.RECYCLE)) {
      for (int i = 0; i < 5; i++) {
        recycling.map(0x1000L * i, ram("ram" + i, 0x100));
        recycling.drain();
        assertThat(recycling.space.requireMap().ranges()).hasSize(i + 1);
      }
    }
  }

  @Test
  void addressSpaceDestroy_withoutPendingChange_rendersNothingAndReleasesAfterAGracePeriod() {
    machine.map(0, ram("ram", 0x100));
    MemoryRegion root = io("io", 0x100);
    AddressSpace second =
        machine.memory.initAddressSpace(machine.self, Storage.permanent("as2"), "second", root);
    MemoryListener listener = machine.listener("a", 0, Callback.REGION_DEL);
    machine.memory.register(machine.self, listener, second);
    AtomicInteger released = new AtomicInteger();
    machine.unregister(listener);
    assertThat(machine.taken()).containsExactly("a region_del io[0+100]");

    machine.memory.destroyAddressSpace(machine.self, second, released::incrementAndGet);

    assertThat(second.requireMap().ranges()).hasSize(1);
    assertThat(released).hasValue(0);
    assertThat(machine.memory.find(machine.self, root, 0, 1)).isEmpty();
    machine.drain();
    assertThat(released).hasValue(1);
  }

  @Test
  void find_ofRangeAcrossTwoRegions_returnsTheLowestCut() {
    machine.map(0x100, ram("low", 0x100));
    machine.map(0x200, ram("high", 0x100));
    MemoryRegionSection found =
        machine.memory.find(machine.self, machine.system, 0x180, 0x100).orElseThrow();
    assertThat(found.region().name()).isEqualTo("low");
    assertThat(found.offsetWithinRegion()).isEqualTo(0x80);
    assertThat(found.size().toUnsignedLong()).isEqualTo(0x80);
    assertThat(found.offsetWithinAddressSpace()).isEqualTo(0x180);
    assertThat(machine.memory.find(machine.self, machine.system, 0, 0x10)).isEmpty();
    assertThat(machine.self.rcu().depth()).isZero();
  }

  @Test
  void present_ofContainerItself_isFalseAndOfChildTrue() {
    MemoryRegion box = MemoryRegion.named("box", Int128.ofUnsigned(0x1000)).io();
    machine.map(0x1000, box);
    machine.memory.update(machine.self, () -> box.addSubregion(0x10, io("child", 0x10)));
    assertThat(machine.memory.present(machine.self, box, 0x18)).isTrue();
    assertThat(machine.memory.present(machine.self, box, 0x20)).isFalse();
  }
}
