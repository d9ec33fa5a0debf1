package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;

/** A change of a count of references, by task number {@code task}. */
record Count(References references, SharedField field, SharedObject object, int task, boolean add) {
  boolean commutes() {
    return references.commutes(field, object, task, add);
  }

  /** What the change would touch if it acted now. */
  long[] footprint() {
    return TaskMemory.access(field, object, !commutes());
  }
}
