package dev.quiesce.strategy.bqlrcuflavour;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.strategy.Switch;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.Sections;

/**
 * One thread's {@code rcu_read_lock_bql()}.
 *
 * <p>Invariants: {@code real} implies {@code depth > 0}; a section is real, that is, seen by grace
 * periods, from the moment it is entered without the BQL, or the BQL is dropped inside it, until
 * its outermost leave.
 */
final class FlavourSections implements Sections {
  private final Switch ambientFlavoured;
  private final Switch realOnBqlDrop;

  @Confined("its own thread")
  private int depth;

  @Confined("its own thread")
  private boolean real;

  /**
   * Sections of a new thread.
   *
   * @param ambientFlavoured whether ambient sections are of this flavour; plain RCU sections
   *     otherwise
   * @param realOnBqlDrop whether a section becomes real when the BQL is dropped inside it
   */
  FlavourSections(Switch ambientFlavoured, Switch realOnBqlDrop) {
    this.ambientFlavoured = ambientFlavoured;
    this.realOnBqlDrop = realOnBqlDrop;
  }

  @Override
  public void enter(QemuThread self) {
    if (ambientFlavoured.on()) {
      lock(self);
    } else {
      self.rcu().lock();
    }
  }

  @Override
  public void leave(QemuThread self) {
    if (ambientFlavoured.on()) {
      unlock(self);
    } else {
      self.rcu().unlock();
    }
  }

  @Override
  public void bqlReleasing(QemuThread self) {
    if (depth > 0 && !real && realOnBqlDrop.on()) {
      real = true;
      self.rcu().lock();
    }
  }

  /** {@code rcu_read_lock_bql}. */
  void lock(QemuThread self) {
    if (depth++ == 0 && !self.holdsBql()) {
      real = true;
      self.rcu().lock();
    }
  }

  /** {@code rcu_read_unlock_bql}. */
  void unlock(QemuThread self) {
    if (depth == 0) {
      throw new IllegalStateException(
          "rcu_read_unlock_bql() by " + self.name() + " outside any read section");
    }
    if (--depth == 0 && real) {
      real = false;
      self.rcu().unlock();
    }
  }
}
