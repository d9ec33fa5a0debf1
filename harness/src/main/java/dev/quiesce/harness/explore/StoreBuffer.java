package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one task that no other task sees yet: a FIFO, as x86-TSO has it (Owens, Sarkar,
 * Sewell, "A better x86 memory model: x86-TSO", TPHOLs 2009). Empty for ever under sequential
 * consistency.
 */
final class StoreBuffer {
  /**
   * One store.
   *
   * @param issuedAfter how many steps its task had taken
   */
  record Entry(SharedField field, SharedObject object, @Nullable Object value, int issuedAfter) {
    boolean is(SharedField otherField, SharedObject otherObject) {
      return object == otherObject && field.equals(otherField);
    }
  }

  private final Queue<Entry> entries = new ArrayDeque<>();

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /** The oldest store, which becomes visible first; null if there is none. */
  @Nullable Entry oldest() {
    return entries.peek();
  }

  void removeOldest() {
    entries.remove();
  }

  /** The task's own youngest store to a field: what its load returns. */
  @Nullable Entry youngest(SharedField field, SharedObject object) {
    Entry found = null;
    for (Iterator<Entry> it = entries.iterator(); it.hasNext(); ) {
      Entry entry = it.next();
      if (entry.is(field, object)) {
        found = entry;
      }
    }
    return found;
  }
}
