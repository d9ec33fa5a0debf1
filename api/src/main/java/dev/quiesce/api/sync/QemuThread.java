package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import org.jspecify.annotations.Nullable;

/**
 * What QEMU keeps in thread-local storage: passed explicitly, so that no walk looks anything up.
 * Every method of the model that takes {@code self} must be called by the thread it stands for.
 */
public final class QemuThread {
  private final String name;
  private final RcuReader rcu;

  @Confined("this thread only; QEMU's iothread_locked")
  private boolean holdsBql;

  @Confined("set before the thread's first use of the model, then read by this thread only")
  private Sections sections = Sections.PLAIN;

  @Confined("this thread only: what callbacks of the operation under way have thrown")
  private @Nullable RuntimeException callbackFailure;

  @Confined("this thread only: how deep it is in callbacks of listeners")
  private int callbackDepth;

  QemuThread(String name, RcuReader rcu) {
    this.name = name;
    this.rcu = rcu;
  }

  /** The thread's name, such as {@code live_migration}. */
  public String name() {
    return name;
  }

  /** The thread's reader of the RCU domain. */
  public RcuReader rcu() {
    return rcu;
  }

  /** Whether the thread holds the BQL: {@code qemu_mutex_iothread_locked()}. */
  public boolean holdsBql() {
    return holdsBql;
  }

  void holdsBql(boolean held) {
    holdsBql = held;
  }

  /** How the strategy treats the ambient read sections of this thread. */
  public Sections sections() {
    return sections;
  }

  /** Installs the strategy's treatment of ambient read sections. */
  public void sections(Sections ofStrategy) {
    sections = ofStrategy;
  }

  /**
   * Enters an ambient read section: MMIO dispatch, {@code bus_set_realized}, {@code cpu_exec},
   * {@code ram_save_iterate}.
   */
  public void enterSection() {
    Seam.mark(MarkerKind.SECTION_ENTER, null, null);
    sections.enter(this);
  }

  /** Leaves the innermost ambient read section. */
  public void leaveSection() {
    sections.leave(this);
    Seam.mark(MarkerKind.SECTION_LEAVE, null, null);
  }

  /** A callback has thrown; it is kept until the operation that made the call has finished. */
  public void callbackFailed(RuntimeException failure) {
    RuntimeException first = callbackFailure;
    if (first == null) {
      callbackFailure = failure;
    } else if (first != failure) {
      first.addSuppressed(failure);
    }
  }

  /**
   * An operation that may call callbacks begins: puts aside what an operation around it has kept.
   *
   * @return what {@link #endOperation} must be given
   */
  public @Nullable RuntimeException beginOperation() {
    RuntimeException outer = callbackFailure;
    callbackFailure = null;
    return outer;
  }

  /**
   * The operation has ended.
   *
   * @param outer what {@link #beginOperation} returned
   * @throws RuntimeException the first that a callback of this operation threw
   */
  public void endOperation(@Nullable RuntimeException outer) {
    RuntimeException failure = callbackFailure;
    callbackFailure = outer;
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Runs an operation that may call callbacks to its end, and then throws the first exception of
   * those, or its own.
   */
  public void operation(Runnable body) {
    RuntimeException outer = beginOperation();
    try {
      body.run();
    } catch (RuntimeException e) {
      callbackFailed(e);
    }
    endOperation(outer);
  }

  /** Whether the thread runs a callback of a listener. */
  public boolean inCallback() {
    return callbackDepth > 0;
  }

  /** The thread enters a callback. */
  public void enterCallback() {
    callbackDepth++;
  }

  /** The thread leaves a callback. */
  public void leaveCallback() {
    callbackDepth--;
  }
}
