package dev.quiesce.api.memory;

import static dev.quiesce.api.memory.TestMachine.io;
import static dev.quiesce.api.memory.TestMachine.ram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dirty logging: start, stop, sync and clear. */
class DirtyLogTest {
  private final TestMachine machine = new TestMachine();
  private final MemoryRegion ram = ram("ram", 0x1000);

  @AfterEach
  void close() {
    machine.close();
  }

  private void log(Callback... callbacks) {
    machine.map(0x4000, ram);
    machine.map(0x8000, io("io", 0x100));
    machine.register(machine.listener("a", 0, callbacks));
    machine.memory.startDirtyLog(machine.self, 1);
    machine.taken();
  }

  @Test
  void start_first_deliversGlobalStartThenTheMasks() {
    machine.map(0, ram);
    machine.register(machine.listener("a", 0));
    machine.taken();
    machine.memory.startDirtyLog(machine.self, 1);
    assertThat(machine.taken())
        .containsExactly(
            "a log_global_start",
            "a begin",
            "a region_nop ram[0+1000]",
            "a log_start ram[0+1000] 0->4",
            "a commit");
    machine.memory.startDirtyLog(machine.self, 2);
    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void stop_last_deliversTheMasksThenGlobalStopInReverse() {
    log();
    machine.register(machine.listener("b", 0, Callback.LOG_GLOBAL_STOP));
    machine.memory.startDirtyLog(machine.self, 2);
    machine.taken();
    machine.memory.stopDirtyLog(machine.self, 1, true);
    assertThat(machine.taken()).isEmpty();
    machine.memory.stopDirtyLog(machine.self, 2, true);
    assertThat(machine.taken())
        .containsExactly(
            "a begin",
            "a region_nop ram[0+1000]",
            "a log_stop ram[0+1000] 4->0",
            "a region_nop io[0+100]",
            "a commit",
            "b log_global_stop",
            "a log_global_stop");
  }

  @Test
  void stop_whileTheGuestIsStopped_waitsForItsStart() {
    log(Callback.LOG_GLOBAL_START, Callback.LOG_GLOBAL_STOP);
    machine.memory.stopDirtyLog(machine.self, 1, false);
    assertThat(machine.taken()).isEmpty();
    machine.memory.guestStarts(machine.self);
    assertThat(machine.taken()).containsExactly("a log_global_stop");
    machine.memory.guestStarts(machine.self);
    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void start_afterAPostponedStop_doesTheRestOfThatFirst() {
    log(Callback.LOG_GLOBAL_START, Callback.LOG_GLOBAL_STOP);
    machine.memory.stopDirtyLog(machine.self, 1, false);
    machine.memory.startDirtyLog(machine.self, 1);
    assertThat(machine.taken()).isEmpty();
    machine.memory.guestStarts(machine.self);
    assertThat(machine.taken()).isEmpty();
    machine.memory.stopDirtyLog(machine.self, 1, false);
    machine.memory.startDirtyLog(machine.self, 2);
    assertThat(machine.taken()).containsExactly("a log_global_stop", "a log_global_start");
  }

  @Test
  void sync_ofOneRegion_deliversItsLoggedRanges() {
    log(Callback.LOG_SYNC);
    MemoryRegion other = ram("other", 0x100);
    machine.map(0, other);
    machine.memory.syncDirtyLog(machine.self, ram);
    assertThat(machine.taken()).containsExactly("a log_sync ram[0+1000]");
    machine.memory.syncDirtyLog(machine.self, null);
    assertThat(machine.taken())
        .containsExactly("a log_sync other[0+100]", "a log_sync ram[0+1000]");
  }

  @Test
  void sync_withTheGlobalKind_deliversOnce() {
    log(Callback.LOG_SYNC_GLOBAL, Callback.LOG_GLOBAL_AFTER_SYNC);
    machine.memory.syncDirtyLog(machine.self, null);
    machine.memory.afterDirtyLogSync(machine.self);
    assertThat(machine.taken()).containsExactly("a log_sync_global", "a log_global_after_sync");
  }

  @Test
  void clear_overlappingPartly_isClippedAtBothEnds() {
    log(Callback.LOG_CLEAR);
    DirtyClear clear = machine.memory.dirtyClear(machine.self);
    clear.run(ram, 0x800, 0x100);
    assertThat(machine.taken()).containsExactly("a log_clear ram[800+100]");
    clear.run(ram, 0xf80, 0x1000);
    assertThat(machine.taken()).containsExactly("a log_clear ram[f80+80]");
    clear.run(ram, 0, -1L);
    assertThat(machine.taken()).containsExactly("a log_clear ram[0+1000]");
    clear.run(ram, 0x1000, 0x1000);
    assertThat(machine.taken()).isEmpty();
  }

  @Test
  void clear_ofAnAliasedRegion_deliversEachPieceAtItsAddress() {
    log(Callback.LOG_CLEAR);
    machine.map(0, MemoryRegion.named("window", Int128.ofUnsigned(0x400)).aliasOf(ram, 0xc00));
    machine.memory.dirtyClear(machine.self).run(ram, 0xe00, 0x100);
    assertThat(machine.taken())
        .containsExactly("a log_clear ram[e00+100]", "a log_clear ram[e00+100]");
  }

  @Test
  void clear_withoutBql_needsNone() {
    log(Callback.LOG_CLEAR);
    machine.bql.unlock(machine.self);
    machine.memory.dirtyClear(machine.self).run(ram, 0, 0x1000);
    machine.bql.lock(machine.self, "test");
    assertThat(machine.taken()).containsExactly("a log_clear ram[0+1000]");
  }

  @Test
  void sync_withoutBql_isRefused() {
    machine.bql.unlock(machine.self);
    assertThatThrownBy(() -> machine.memory.syncDirtyLog(machine.self, null))
        .isInstanceOf(IllegalStateException.class);
    machine.bql.lock(machine.self, "test");
  }
}
