package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The migration thread clears dirty bits ({@code ram_save_iterate}: inside a read section, with
 * bitmap_mutex) while main unregisters a listener and frees its owner. The race that the thread is
 * about, and that was recorded.
 */
final class ClearVsUnregister extends Scenario {
  private static final String TWO_BY_TWO = "scale-2x2";
  private static final String THREE_BY_ONE = "scale-3x1";

  ClearVsUnregister() {
    super(
        "clear-vs-unregister",
        "a migration clears dirty bits while main unregisters and frees a heap owner",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  /** More readers and more listeners than a bug should need: how far the search carries. */
  @Override
  public List<String> scaleVariants() {
    return List.of(TWO_BY_TWO, THREE_BY_ONE);
  }

  @Override
  public String declaredLike(String variant) {
    return scaleVariants().contains(variant) ? IN_TREE : variant;
  }

  @Override
  public void build(Stage stage, String variant) {
    switch (variant) {
      case TWO_BY_TWO -> scale(stage, 2, 2);
      case THREE_BY_ONE -> scale(stage, 3, 1);
      default -> one(stage, variant);
    }
  }

  /** {@code readers} threads clear while main unregisters and frees {@code owners} one by one. */
  private static void scale(Stage stage, int readers, int owners) {
    List<Owner> embedding = new ArrayList<>();
    List<MemoryListener> victims = new ArrayList<>();
    for (int i = 0; i < owners; i++) {
      Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio" + i);
      embedding.add(owner);
      victims.add(stage.victim(owner, "victim" + i, IN_TREE));
    }
    stage.kvm();
    stage.migrate();
    stage.thread(
        "main",
        self -> {
          for (int i = 0; i < owners; i++) {
            Owner owner = embedding.get(i);
            MemoryListener victim = victims.get(i);
            stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, victim));
          }
        });
    for (int i = 0; i < readers; i++) {
      boolean ends = i == 0;
      stage.thread(
          ends ? "migration" : "reader" + i,
          self -> {
            DirtyClear clear = stage.memory().dirtyClear(self);
            self.enterSection();
            clear.run(stage.ram(), 0, Stage.RAM_BYTES);
            self.leaveSection();
            if (ends) {
              stage.endMigration(self);
            }
          });
    }
  }

  private static void one(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio");
    MemoryListener victim = stage.victim(owner, "victim", variant);
    stage.kvm();
    stage.migrate();
    stage.thread(
        "main",
        self -> stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, victim)));
    stage.thread(
        "migration",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          self.enterSection();
          stage.bitmapMutex().lock();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          stage.bitmapMutex().unlock();
          self.leaveSection();
          stage.endMigration(self);
        });
  }
}
