package dev.quiesce.harness.control;

import static dev.quiesce.harness.control.Controls.limit;

import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.Sections;
import java.util.List;
import java.util.Set;

/**
 * Hildenbrand's first question taken at its word: every walk and every look-up takes the BQL unless
 * it is held. Expected to deadlock where a walker already holds a lock that BQL holders want:
 * {@code free_page_lock}, with every stop of the hints.
 */
public final class BqlEverywhereControl implements StrategyPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public BqlEverywhereControl() {}

  @Override
  public StrategyDescriptor descriptor() {
    String hints =
        "a hint wants the BQL under free_page_lock, which the BQL's holder wants to stop the hints";
    List<Limit> limits =
        List.of(
            limit(Promise.NO_DEADLOCK, "lock-order", "*", hints),
            limit(Promise.NO_DEADLOCK, "switchover", "*", hints),
            limit(Promise.NO_DEADLOCK, "migration-start-race", "completed", hints),
            limit(Promise.NO_DEADLOCK, "migration-start-race", "failed", hints),
            limit(Promise.NO_DEADLOCK, "migration-start-race", "cancelled", hints),
            limit(
                Promise.NO_OVERLAP_WITH_REPLAY,
                "bql-dropped-in-callback",
                "*",
                "a callback of a walk drops the BQL, and another thread unregisters its listener meanwhile"));
    return Controls.descriptor(
        "control-bql-everywhere",
        "every walk and look-up takes the BQL",
        "thread, Hildenbrand, 2 March 2023 10:46",
        Set.of(),
        Set.of(
            Promise.NO_CALLBACK_AFTER_UNREGISTER,
            Promise.NO_CALLBACK_AFTER_REGION_DEL,
            Promise.NO_CALLBACK_BEFORE_REGION_ADD,
            Promise.NO_OVERLAP_WITH_REPLAY,
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.BOUNDED_BACKLOG),
        Controls.all(limits, Controls.UNSAFE_BQL_WALKS));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new BqlEverywhere(vm, ingredients);
  }

  /** One thread's ambient sections, QEMU's own, and whether its look-up under way took the BQL. */
  private static final class PerThread implements Sections {
    @Confined("its own thread")
    private boolean bqlTakenForFind;
  }

  private static final class BqlEverywhere extends QemuProtocol {
    BqlEverywhere(Vm vm, Set<Ingredient> ingredients) {
      super(vm, ingredients);
    }

    @Override
    public Sections sections(QemuThread self) {
      return new PerThread();
    }

    @Override
    public void walk(QemuThread self, ListenerWalk walk) {
      if (self.holdsBql()) {
        super.walk(self, walk);
        return;
      }
      vm().bql().lock(self, "walk");
      try {
        super.walk(self, walk);
      } finally {
        vm().bql().unlock(self);
      }
    }

    @Override
    public void enterFind(QemuThread self) {
      PerThread mine = (PerThread) self.sections();
      mine.bqlTakenForFind = !self.holdsBql();
      if (mine.bqlTakenForFind) {
        vm().bql().lock(self, "find");
      }
      super.enterFind(self);
    }

    @Override
    public void leaveFind(QemuThread self) {
      super.leaveFind(self);
      if (((PerThread) self.sections()).bqlTakenForFind) {
        vm().bql().unlock(self);
      }
    }
  }
}
