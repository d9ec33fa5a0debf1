package dev.quiesce.harness.mutant;

import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuCallback;
import dev.quiesce.api.sync.RcuDomain;

/** What a mutant calls in place of the original. */
public final class Replacements {
  private Replacements() {}

  /** {@code call_rcu} that does not wait: the caller runs the callback. */
  @SuppressWarnings("NullAway") // the bug: there is no worker
  public static void runAtOnce(RcuDomain rcu, RcuCallback callback) {
    callback.run(null);
  }

  /** {@code call_rcu} that queues its callback twice. */
  public static void callTwice(RcuDomain rcu, RcuCallback callback) {
    rcu.callRcu(callback);
    rcu.callRcu(callback);
  }

  /** Takes what it has counted and forgets what was added since. */
  public static <T extends SharedObject> int forgetTheOthers(
      IntField<T> field, T object, int negated) {
    field.setVolatile(object, 0);
    return -negated;
  }

  /** Lets others have the BQL for a moment, where nothing of that kind is declared. */
  public static void yieldBql(
      Memory memory, QemuThread self, String function, MemoryListener listener) {
    Bql bql = memory.vm().bql();
    bql.requireHeld(self, function);
    bql.unlock(self);
    bql.lock(self, function);
  }

  /** Looks first and adds later, where both must be one step. */
  public static <T extends SharedObject> int lookThenAdd(IntField<T> field, T object, int delta) {
    int before = field.getVolatile(object);
    int unused = field.getAndAdd(object, delta);
    return before;
  }

  /** Adds by a load and a store, between which others may add. */
  public static <T extends SharedObject> int addByLoadAndStore(
      IntField<T> field, T object, int delta) {
    int before = field.getVolatile(object);
    field.setVolatile(object, before + delta);
    return before;
  }
}
