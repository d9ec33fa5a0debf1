package dev.quiesce.api.seam;

import org.jspecify.annotations.Nullable;

/**
 * An object with fields that more than one thread reaches, all of them through tokens of the seam.
 *
 * <p>In a controlled process it carries a number, (thread, n-th allocation of that thread), which
 * is the same in every execution that reaches the same state; an identity hash would not be.
 */
public abstract class SharedObject {
  private final int seamId;

  /** Numbers the object in a controlled process; costs nothing elsewhere. */
  @SuppressWarnings("this-escape") // the controller gives a number and looks at nothing
  protected SharedObject() {
    this.seamId = Seam.CONTROLLED ? Seam.controller().allocated(this) : 0;
  }

  /** The object's number within the current execution; 0 outside a controlled process. */
  public final int seamId() {
    return seamId;
  }

  /**
   * The life of the storage that holds this object, or null when it is never freed (the collector's
   * business).
   */
  public @Nullable Lifetime lifetime() {
    return null;
  }

  /** How the object is called in a step table: stable across executions. */
  public String label() {
    return getClass().getSimpleName() + "#" + seamId;
  }

  /**
   * By identity, as {@code equals}; in a controlled process by number, so that tables of such
   * objects too have the same order in every execution.
   */
  @Override
  public final int hashCode() {
    return Seam.CONTROLLED ? seamId : System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return label();
  }
}
