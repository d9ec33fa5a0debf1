package dev.quiesce.api.memory;

import static dev.quiesce.api.memory.TestMachine.io;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ioeventfds and coalesced ranges. */
class IoEventfdsTest {
  private final TestMachine machine = new TestMachine();
  private final MemoryRegion io = io("io", 0x1000);

  @AfterEach
  void close() {
    machine.close();
  }

  private void add(long addr, long size, boolean match, long data, long fd) {
    machine.memory.addEventfd(machine.self, io, addr, size, match, data, fd);
  }

  private void del(long addr, long size, boolean match, long data, long fd) {
    machine.memory.delEventfd(machine.self, io, addr, size, match, data, fd);
  }

  @Test
  void eventfds_inOneRegion_areOrderedAsQemuDoes() {
    add(8, 4, true, 1, 5);
    add(8, 4, true, -1, 4);
    add(8, 4, false, 9, 3);
    add(8, 2, true, 1, 2);
    add(0, 4, true, 7, 1);
    add(8, 4, false, 0, 0);
    assertThat(io.ioEventfds()).extracting(IoEventfd::fd).containsExactly(1L, 2L, 0L, 3L, 5L, 4L);
  }

  @Test
  void eventfd_added_isDeliveredInReverseAndDeletedForward() {
    machine.map(0x4000, io);
    machine.register(machine.listener("a", 0, Callback.EVENTFD_ADD, Callback.EVENTFD_DEL));
    machine.register(machine.listener("b", 10, Callback.EVENTFD_ADD, Callback.EVENTFD_DEL));
    add(8, 4, true, 1, 7);
    assertThat(machine.taken()).containsExactly("b eventfd_add fd7@4008", "a eventfd_add fd7@4008");
    del(8, 4, true, 1, 7);
    assertThat(machine.taken()).containsExactly("a eventfd_del fd7@4008", "b eventfd_del fd7@4008");
  }

  @Test
  void eventfd_inAnUnmappedRegion_isDeliveredWhenItIsMapped() {
    machine.register(machine.listener("a", 0));
    machine.taken();
    add(8, 4, false, 0, 7);
    assertThat(machine.taken()).isEmpty();
    machine.map(0x4000, io);
    assertThat(machine.taken())
        .containsExactly(
            "a begin", "a region_add io[0+1000]", "a eventfd_add fd7@4008", "a commit");
    machine.unmap(io);
    assertThat(machine.taken())
        .containsExactly(
            "a begin", "a region_del io[0+1000]", "a eventfd_del fd7@4008", "a commit");
  }

  @Test
  void eventfds_ofAMovedRegion_areTheSymmetricDifference() {
    machine.map(0x4000, io);
    add(0, 4, false, 0, 1);
    machine.register(machine.listener("a", 0, Callback.EVENTFD_ADD, Callback.EVENTFD_DEL));
    assertThat(machine.taken()).as("7.2 replays no ioeventfds").isEmpty();
    machine.memory.update(machine.self, () -> io.setAddress(0x8000));
    assertThat(machine.taken()).containsExactly("a eventfd_del fd1@4000", "a eventfd_add fd1@8000");
  }

  @Test
  void eventfd_unknown_isRefused() {
    add(0, 4, true, 1, 1);
    assertThatThrownBy(() -> del(0, 4, true, 2, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no ioeventfd");
  }

  @Test
  void eventfd_deletedWithSizeZero_matchesAnySize() {
    add(0, 4, true, 1, 1);
    del(0, 0, false, 0, 9);
    assertThat(io.ioEventfds()).isEmpty();
  }

  @Test
  void coalesced_inAnAliasWindow_isShiftedAndCut() {
    machine.map(0x4000, MemoryRegion.named("window", Int128.ofUnsigned(0x100)).aliasOf(io, 0x80));
    machine.register(
        machine.listener("a", 0, Callback.COALESCED_IO_ADD, Callback.COALESCED_IO_DEL));
    machine.register(
        machine.listener("b", 10, Callback.COALESCED_IO_ADD, Callback.COALESCED_IO_DEL));
    machine.memory.addCoalescing(machine.self, io, 0x40, 0x60);
    machine.memory.addCoalescing(machine.self, io, 0x800, 0x10);
    List<String> added = machine.taken();
    assertThat(added)
        .containsExactly(
            "a coalesced_io_add io[80+100] 4000+32", "b coalesced_io_add io[80+100] 4000+32");
    machine.memory.clearCoalescing(machine.self, io);
    assertThat(machine.taken())
        .containsExactly(
            "b coalesced_io_del io[80+100] 4000+32", "a coalesced_io_del io[80+100] 4000+32");
    machine.memory.clearCoalescing(machine.self, io);
    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void coalesced_ofARegionThatComesAndGoes_followsAddAndPrecedesDel() {
    machine.memory.addCoalescing(machine.self, io, 0, 0x10);
    machine.register(
        machine.listener(
            "a",
            0,
            Callback.REGION_ADD,
            Callback.REGION_DEL,
            Callback.COALESCED_IO_ADD,
            Callback.COALESCED_IO_DEL));
    machine.map(0x4000, io);
    assertThat(machine.taken())
        .containsExactly("a region_add io[0+1000]", "a coalesced_io_add io[0+1000] 4000+16");
    machine.unmap(io);
    assertThat(machine.taken())
        .containsExactly("a coalesced_io_del io[0+1000] 4000+16", "a region_del io[0+1000]");
  }
}
