package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * {@code CopyOnWriteArrayList}: a walk reads one reference and then an array that never changes.
 * Changed under the BQL.
 */
@SuppressWarnings("unused") // through the token
final class Entries extends SharedObject {
  private static final RefField<Entries, Snapshot> CURRENT =
      RefField.of(MethodHandles.lookup(), Entries.class, "current", Snapshot.class);

  private Snapshot current = new Snapshot(List.of());

  /** Never changes; in the order of calls. */
  private record Snapshot(List<Entry> entries) {
    Snapshot {
      entries = List.copyOf(entries);
    }

    /** As step tables print it. */
    @Override
    public String toString() {
      return entries.stream().map(entry -> entry.listener().name()).toList().toString();
    }
  }

  /** As of now: later changes do not show in it. */
  List<Entry> snapshot() {
    return Objects.requireNonNull(CURRENT.getVolatile(this)).entries();
  }

  /** Adds behind those of the same priority; the caller holds the BQL. */
  void add(Entry added) {
    List<Entry> copy = new ArrayList<>(snapshot());
    int at = copy.size();
    while (at > 0 && copy.get(at - 1).listener().priority() > added.listener().priority()) {
      at--;
    }
    copy.add(at, added);
    CURRENT.setVolatile(this, new Snapshot(copy));
  }

  /** Removes the registration of that listener and returns it; the caller holds the BQL. */
  Entry remove(MemoryListener listener) {
    List<Entry> copy = new ArrayList<>(snapshot());
    Entry removed =
        copy.stream()
            .filter(entry -> entry.listener() == listener)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(listener.name() + " is not registered"));
    copy.remove(removed);
    CURRENT.setVolatile(this, new Snapshot(copy));
    return removed;
  }

  @Override
  public String label() {
    return "listeners (copied)";
  }
}
