package dev.quiesce.api.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.QTailQ.Removal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each kind of removal leaves behind. */
class QTailQTest {
  private final QTailQ<String> queue = new QTailQ<>(Storage.permanent("head"), "head");
  private final QTailQLink<String> a = link("a");
  private final QTailQLink<String> b = link("b");
  private final QTailQLink<String> c = link("c");

  QTailQTest() {
    queue.insertTail(a, false);
    queue.insertTail(c, true);
    queue.insertBefore(c, b, true);
  }

  private static QTailQLink<String> link(String name) {
    return new QTailQLink<>(Storage.permanent(name), name, name);
  }

  private List<String> forward() {
    List<String> names = new ArrayList<>();
    for (QTailQLink<String> at = queue.next(queue.head()); at != null; at = queue.next(at)) {
      names.add(at.element());
    }
    return names;
  }

  private List<String> backward() {
    List<String> names = new ArrayList<>();
    QTailQLink<String> at = queue.previous(queue.head());
    for (; at != null; at = queue.previous(at)) {
      names.add(at.element());
    }
    return names;
  }

  @Test
  void insertions_plainAndRcu_giveOneOrderBothWays() {
    assertThat(forward()).containsExactly("a", "b", "c");
    assertThat(backward()).containsExactly("c", "b", "a");
    assertThat(queue.nextRcu(a)).isSameAs(b);
    assertThat(queue.previousDirect(queue.head())).isSameAs(c);
    assertThat(queue.previousDirect(a)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void remove_ofEachPlace_keepsTheOthersLinked(Removal removal) {
    queue.remove(b, removal);
    assertThat(forward()).containsExactly("a", "c");
    assertThat(backward()).containsExactly("c", "a");
    queue.remove(c, removal);
    assertThat(backward()).containsExactly("a");
    queue.remove(a, removal);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.previous(queue.head())).isNull();
    assertThat(queue.previousDirect(queue.head())).isNull();
    queue.insertTail(b, false);
    assertThat(backward()).containsExactly("b");
  }

  @Test
  void remove_plain_endsTheWalkOfAParkedReader() {
    queue.remove(b, Removal.PLAIN);
    assertThat(queue.next(b)).isNull();
    assertNullDereference(b);
  }

  @Test
  void remove_rcu_keepsNextAndZeroesPrev() {
    queue.remove(b, Removal.RCU);
    assertThat(queue.next(b)).isSameAs(c);
    assertNullDereference(b);
  }

  @Test
  void remove_rcuBothWays_keepsBothForParkedReaders() {
    queue.remove(b, Removal.RCU_BOTH_WAYS);
    assertThat(queue.next(b)).isSameAs(c);
    assertThat(queue.previousDirect(b)).isSameAs(a);
  }

  @Test
  void remove_ofARemovedElement_isANullDereference() {
    queue.remove(b, Removal.RCU);
    assertThatThrownBy(() -> queue.remove(b, Removal.RCU)).isInstanceOf(MemoryFault.class);
  }

  private void assertNullDereference(QTailQLink<String> from) {
    assertThatThrownBy(() -> queue.previous(from))
        .isInstanceOfSatisfying(
            MemoryFault.class, e -> assertThat(e.kind()).isEqualTo(FaultKind.NULL_DEREFERENCE))
        .hasMessageContaining("b.prev is null");
    assertThatThrownBy(() -> queue.previousDirect(from)).isInstanceOf(MemoryFault.class);
  }
}
