package dev.quiesce.api.seam;

/** The life of one manually managed block of storage, as the seam sees it. */
public abstract class Lifetime extends SharedObject {

  /**
   * Fails when the storage is no longer live. Called by the seam before each access in a checked or
   * controlled process; it must not itself go through the seam.
   *
   * @throws Error of the heap's kind, naming field and sites, when the storage has been freed
   */
  public abstract void checkLive(SharedObject object, String field, boolean write);
}
