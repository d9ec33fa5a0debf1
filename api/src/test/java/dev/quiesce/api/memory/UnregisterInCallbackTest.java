package dev.quiesce.api.memory;

import static dev.quiesce.api.memory.TestMachine.ram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Ingredients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks under the BQL whose callbacks take listeners off the list. */
class UnregisterInCallbackTest {
  private static final Ingredient[] SAFE = {Ingredients.SAFE_BQL_WALKS};
  private static final Ingredient[] CURSOR = {Ingredients.CURSOR_IN_BQL_WALKS};

  /** Four listeners; the one named {@code actor} unregisters and frees the {@code victims}. */
  private static List<String> run(
      String actor, String victims, boolean reverse, boolean free, Ingredient... ingredients) {
    try (TestMachine machine = new TestMachine(ingredients)) {
      Callback callback = reverse ? Callback.REGION_DEL : Callback.REGION_ADD;
      List<Owner> owners = new ArrayList<>();
      boolean[] armed = new boolean[1];
      for (String name : new String[] {"a", "b", "c", "d"}) {
        MemoryListener listener =
            machine.acting(
                name,
                0,
                call -> {
                  if (armed[0] && name.equals(actor)) {
                    armed[0] = false;
                    take(machine, owners, victims, free);
                  }
                },
                callback);
        owners.add(machine.ownerOf(listener));
        machine.register(listener);
      }
      MemoryRegion ram = ram("ram", 0x100);
      if (reverse) {
        machine.map(0, ram);
      }
      machine.taken();
      armed[0] = true;
      if (reverse) {
        machine.unmap(ram);
      } else {
        machine.map(0, ram);
      }
      return machine.taken().stream().map(line -> line.substring(0, 1)).toList();
    }
  }

  private static void take(TestMachine machine, List<Owner> owners, String victims, boolean free) {
    for (Owner owner : owners) {
      MemoryListener listener = owner.listeners().get(0);
      if (victims.contains(listener.name())) {
        int before = machine.log.size();
        machine.unregister(listener);
        // What the replay delivers is not what is asked here.
        machine.log.subList(before, machine.log.size()).clear();
        if (free) {
          machine.memory.release(machine.self, owner);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "b, b, abcd",
    "b, c, abd",
    "b, a, abcd",
    "b, bc, abd",
    "d, d, abcd",
    "a, abcd, a",
    "a, bcd, a"
  })
  void forwardWalk_safeOrByCursor_visitsEveryOther(String actor, String victims, String visited) {
    assertThat(String.join("", run(actor, victims, false, false, SAFE))).isEqualTo(visited);
    assertThat(String.join("", run(actor, victims, false, true, CURSOR))).isEqualTo(visited);
  }

  @ParameterizedTest
  @CsvSource({
    "c, c, dcba",
    "c, b, dca",
    "c, d, dcba",
    "c, bc, dca",
    "a, a, dcba",
    "d, abcd, d",
    "d, abc, d"
  })
  void reverseWalk_safeOrByCursor_visitsEveryOther(String actor, String victims, String visited) {
    assertThat(String.join("", run(actor, victims, true, false, SAFE))).isEqualTo(visited);
    assertThat(String.join("", run(actor, victims, true, true, CURSOR))).isEqualTo(visited);
  }

  @Test
  void forwardWalk_asInQemu_endsAtTheRemovedListener() {
    assertThat(run("b", "b", false, false)).containsExactly("a", "b");
    assertThat(run("b", "b", false, false, Ingredients.RCU_LISTENER_LISTS))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void reverseWalk_asInQemu_dereferencesNull() {
    for (Ingredient[] lists : new Ingredient[][] {{}, {Ingredients.RCU_LISTENER_LISTS}}) {
      assertThatThrownBy(() -> run("c", "c", true, false, lists))
          .isInstanceOfSatisfying(
              MemoryFault.class, e -> assertThat(e.kind()).isEqualTo(FaultKind.NULL_DEREFERENCE));
    }
  }

  @Test
  void forwardWalk_overAFreedListener_isAUseAfterFree() {
    assertThatThrownBy(() -> run("b", "b", false, true))
        .isInstanceOfSatisfying(
            MemoryFault.class, e -> assertThat(e.kind()).isEqualTo(FaultKind.USE_AFTER_FREE));
  }
}
