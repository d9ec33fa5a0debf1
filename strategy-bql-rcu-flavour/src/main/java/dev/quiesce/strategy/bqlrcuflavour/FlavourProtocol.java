package dev.quiesce.strategy.bqlrcuflavour;

import static dev.quiesce.strategy.bqlrcuflavour.BqlRcuFlavourStrategy.FLAVOUR_IN_AMBIENT_SECTIONS;
import static dev.quiesce.strategy.bqlrcuflavour.BqlRcuFlavourStrategy.FLAVOUR_IN_CLEAR;
import static dev.quiesce.strategy.bqlrcuflavour.BqlRcuFlavourStrategy.FLAVOUR_IN_FIND;
import static dev.quiesce.strategy.bqlrcuflavour.BqlRcuFlavourStrategy.REAL_ON_BQL_DROP;

import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Switch;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.Sections;
import java.util.Set;

/**
 * QEMU's protocol with each reader's section in the BQL flavour or, switched off, a plain RCU
 * section.
 */
final class FlavourProtocol extends QemuProtocol {
  private final Switch inClear;
  private final Switch inFind;
  private final Switch ambient;
  private final Switch realOnBqlDrop;

  FlavourProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
    this.inClear = Switch.of(ingredients, FLAVOUR_IN_CLEAR);
    this.inFind = Switch.of(ingredients, FLAVOUR_IN_FIND);
    this.ambient = Switch.of(ingredients, FLAVOUR_IN_AMBIENT_SECTIONS);
    this.realOnBqlDrop = Switch.of(ingredients, REAL_ON_BQL_DROP);
  }

  @Override
  public Sections sections(QemuThread self) {
    return new FlavourSections(ambient, realOnBqlDrop);
  }

  @Override
  protected void enterWalk(QemuThread self, ListenerWalk walk) {
    enter(self, !walk.unlocked() || inClear.on());
  }

  @Override
  protected void leaveWalk(QemuThread self, ListenerWalk walk) {
    leave(self, !walk.unlocked() || inClear.on());
  }

  @Override
  public void enterFind(QemuThread self) {
    enter(self, inFind.on());
  }

  @Override
  public void leaveFind(QemuThread self) {
    leave(self, inFind.on());
  }

  private static void enter(QemuThread self, boolean flavoured) {
    if (flavoured) {
      ((FlavourSections) self.sections()).lock(self);
    } else {
      self.rcu().lock();
    }
  }

  private static void leave(QemuThread self, boolean flavoured) {
    if (flavoured) {
      ((FlavourSections) self.sections()).unlock(self);
    } else {
      self.rcu().unlock();
    }
  }
}
