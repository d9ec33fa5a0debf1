package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.QTailQ;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.check.NoCallbacks;
import dev.quiesce.harness.explore.Litmus.Cell;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Races and the order that RCU makes: its grace periods, its callbacks and its list macros. */
@Tag("controlled")
final class RcuRaceTest {
  private static final IntField<Cell> VALUE = Cell.VALUE;

  /** Which RCU a test runs over. */
  enum Rcu {
    SPEC,
    FULL;

    RcuDomain domain() {
      Bql bql = new Bql(LockObserver.NONE);
      return this == SPEC ? new SpecRcu(bql) : new QemuRcu(bql, Batching.PROMPT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gracePeriod_ordersTheSectionsItWaitedForBeforeItsEnd(Rcu rcu) {
    assertThat(Races.of(reclaim(rcu, true, true))).isEmpty();
    assertThat(Races.of(reclaim(rcu, true, false))).isNotEmpty();
    assertThat(Races.of(reclaim(rcu, false, true))).isNotEmpty();
  }

  /** A reader that finds x published reads it; the updater unpublishes and overwrites it. */
  private static Runnable reclaim(Rcu model, boolean section, boolean gracePeriod) {
    return () -> {
      RcuDomain rcu = model.domain();
      QemuThread reader = rcu.attach("reader");
      QemuThread updater = rcu.attach("updater");
      Cell pointer = new Cell();
      Cell x = new Cell();
      VALUE.setRelease(pointer, 1);
      Litmus.thread(
          "reader",
          () -> {
            if (section) {
              reader.rcu().lock();
            }
            if (VALUE.getAcquire(pointer) == 1) {
              int unused = x.get();
            }
            if (section) {
              reader.rcu().unlock();
            }
          });
      Litmus.thread(
          "updater",
          () -> {
            VALUE.setOpaque(pointer, 0);
            if (gracePeriod) {
              rcu.synchronize(updater);
            }
            x.set(7);
          });
    };
  }

  @ParameterizedTest
  @EnumSource
  void callRcu_ordersItsCallerBeforeItsCallback(Rcu model) {
    assertThat(
            Races.of(
                () -> {
                  RcuDomain rcu = model.domain();
                  QemuThread worker = rcu.attach("call_rcu");
                  Cell x = new Cell();
                  rcu.start(() -> worker);
                  Litmus.thread(
                      "updater",
                      () -> {
                        x.set(1);
                        rcu.callRcu(self -> x.set(2));
                      });
                }))
        .isEmpty();
  }

  /** A reader walks QEMU's list while an element, filled in before, is inserted. */
  private static Runnable insertion(boolean published, boolean rcuReader) {
    return () -> {
      QTailQ<MemoryListener> list = new QTailQ<>(Storage.permanent("head"), "head");
      MemoryListener listener =
          new MemoryListener(Storage.permanent("owner"), "listener", 0, new NoCallbacks());
      Litmus.thread(
          "writer",
          () -> {
            listener.addressSpace(null);
            list.insertTail(listener.link(), published);
          });
      Litmus.thread(
          "reader",
          () -> {
            QTailQLink<MemoryListener> first =
                rcuReader ? list.nextRcu(list.head()) : list.next(list.head());
            if (first != null) {
              AddressSpace unused = Objects.requireNonNull(first.element()).addressSpace();
            }
          });
    };
  }

  @Test
  void insertion_withTheRcuMacros_doesNotRace() {
    assertThat(Races.of(insertion(true, true))).isEmpty();
  }

  @Test
  void insertion_publishedWithAPlainStore_races() {
    assertThat(Races.of(insertion(false, true)))
        .contains("PLAIN write, ACQUIRE read", "PLAIN write, PLAIN read");
  }

  @Test
  void insertion_readWithPlainLoads_races() {
    assertThat(Races.of(insertion(true, false)))
        .contains("PLAIN read, RELEASE write", "PLAIN write, PLAIN read");
  }
}
