package dev.quiesce.harness.torture;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.FlatRange;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.sync.QemuThread;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;

/**
 * One registration of a listener, and what the torture knows of it: a ghost that outlives the
 * model's storage, so that a late caller is recognised whatever became of that.
 */
final class Element implements ListenerCallbacks {
  /** Not removed. */
  static final int REGISTERED = 0;

  private static final VarHandle AGE;

  static {
    try {
      AGE = MethodHandles.lookup().findVarHandle(Element.class, "age", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Calls calls;
  private final int number;
  private final boolean permanent;
  private final Set<Callback> set;

  /** Written right before the registration and by nobody after it: a plain field on purpose. */
  private int stamp;

  @SuppressWarnings("unused") // through AGE
  private int age;

  Element(Calls calls, int number, boolean permanent, Set<Callback> set) {
    this.calls = calls;
    this.number = number;
    this.permanent = permanent;
    this.set = set;
  }

  /** Where every callback goes. */
  @FunctionalInterface
  interface Calls {
    /** {@code element} was called. */
    void called(QemuThread self, Element element, Callback callback);
  }

  /** Completes the object, as late as possible before its publication. */
  void stamp() {
    stamp = ~number;
  }

  /** Whether the reader sees the object that the writer completed. */
  boolean isStamped() {
    return stamp == ~number;
  }

  /** For the permanent ones their rank in a walk, from 0; for the others a serial number. */
  int number() {
    return number;
  }

  /** Whether it stays registered as long as the machine is there. */
  boolean isPermanent() {
    return permanent;
  }

  /** {@link #REGISTERED}, or 1 since unregister returned and 1 more for each grace period since. */
  int age() {
    // Opaque: the reader must get no ordering from the check that the subject does not give it.
    return (int) AGE.getOpaque(this);
  }

  /** Grows older; one thread does that. */
  void grow() {
    AGE.setRelease(this, age() + 1);
  }

  @Override
  public boolean isSet(Callback callback) {
    return set.contains(callback);
  }

  @Override
  public void call(QemuThread self, MemoryListener listener, Call call) {
    calls.called(self, this, call.callback());
  }

  @Override
  public void logClear(
      QemuThread self, MemoryListener listener, FlatRange range, long offset, long bytes) {
    calls.called(self, this, Callback.LOG_CLEAR);
  }
}
