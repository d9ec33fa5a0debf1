package dev.quiesce.api.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an exception in a callback changes: nothing for the others, and it is not lost. */
@Timeout(60)
class ThrowingCallbackTest {
  private final TestMachine machine = new TestMachine();

  @AfterEach
  void close() {
    machine.close();
  }

  private MemoryListener throwing(String name, Callback in) {
    return machine.acting(
        name,
        0,
        call -> {
          if (call.callback() == in) {
            throw new IllegalArgumentException(name + " in " + in.cName());
          }
        });
  }

  @Test
  void register_replayThrows_listenerIsRegisteredAndBracketClosed() {
    MemoryListener bad = throwing("bad", Callback.BEGIN);

    assertThatThrownBy(() -> machine.register(bad)).hasMessage("bad in begin");

    assertThat(bad.isRegistered()).isTrue();
    assertThat(machine.taken()).last().asString().contains("commit");
  }

  @Test
  void commit_oneListenerThrows_othersAreCalledToTheEnd() {
    List<Callback> other = new ArrayList<>();
    machine.register(throwing("bad", Callback.REGION_ADD));
    machine.register(machine.acting("good", 5, call -> other.add(call.callback())));
    other.clear();

    assertThatThrownBy(() -> machine.map(0, TestMachine.ram("ram", 0x1000)))
        .hasMessage("bad in region_add");

    assertThat(other).containsExactly(Callback.BEGIN, Callback.REGION_ADD, Callback.COMMIT);
  }

  @Test
  void commit_twoCallbacksThrow_secondIsSuppressedInTheFirst() {
    machine.register(throwing("one", Callback.REGION_ADD));
    machine.register(throwing("two", Callback.REGION_ADD));

    assertThatThrownBy(() -> machine.map(0, TestMachine.ram("ram", 0x1000)))
        .hasMessage("one in region_add")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void commit_callbackThrew_nextCommitIsClean() {
    MemoryRegion ram = TestMachine.ram("ram", 0x1000);
    machine.register(throwing("bad", Callback.REGION_ADD));
    assertThatThrownBy(() -> machine.map(0, ram)).isInstanceOf(IllegalArgumentException.class);

    machine.unmap(ram);

    assertThat(machine.self.holdsBql()).isTrue();
    assertThat(machine.self.rcu().depth()).isZero();
  }

  @Test
  void unregister_callbackThrows_listenerIsUnlinked() {
    MemoryListener bad = throwing("bad", Callback.COMMIT);
    assertThatThrownBy(() -> machine.register(bad)).isInstanceOf(IllegalArgumentException.class);

    assertThatThrownBy(() -> machine.unregister(bad)).hasMessage("bad in commit");

    assertThat(bad.isRegistered()).isFalse();
    assertThat(bad.addressSpace()).isNull();
  }

  @Test
  void clear_oneListenerThrows_othersAreCleared() {
    MemoryRegion ram = TestMachine.ram("ram", 0x1000);
    machine.map(0, ram);
    machine.memory.startDirtyLog(machine.self, 1);
    machine.register(throwing("bad", Callback.LOG_CLEAR));
    List<Callback> other = new ArrayList<>();
    machine.register(machine.acting("good", 5, call -> other.add(call.callback())));
    other.clear();
    DirtyClear clear = machine.memory.dirtyClear(machine.self);

    assertThatThrownBy(() -> clear.run(ram, 0, 0x1000)).hasMessage("bad in log_clear");

    assertThat(other).containsExactly(Callback.LOG_CLEAR);
    assertThat(machine.self.inCallback()).isFalse();
  }

  @Test
  void nestedOperation_callbackThrows_isThrownToTheCallbackThatAskedForIt() {
    MemoryListener inner = throwing("inner", Callback.BEGIN);
    List<String> caught = new ArrayList<>();
    MemoryListener outer =
        machine.acting(
            "outer",
            0,
            call -> {
              if (call.callback() == Callback.COMMIT && caught.isEmpty()) {
                try {
                  machine.register(inner);
                } catch (IllegalArgumentException e) {
                  caught.add(String.valueOf(e.getMessage()));
                }
              }
            });

    machine.register(outer);

    assertThat(caught).containsExactly("inner in begin");
  }
}
