package dev.quiesce.api.heap;

import dev.quiesce.api.seam.SharedObject;

/** A struct inside a block of manually managed memory. */
public abstract class HeapObject extends SharedObject {
  private final Storage storage;

  /** Places the object in {@code storage}, for all of the block's generations. */
  protected HeapObject(Storage storage) {
    this.storage = storage;
  }

  /** The block that holds the object. */
  public final Storage storage() {
    return storage;
  }

  @Override
  public final Storage lifetime() {
    return storage;
  }
}
