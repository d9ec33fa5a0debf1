package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.seam.SharedObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one execution, in the order in which they became known. They are few: looking
 * through them is quicker than a table.
 */
final class KnownListeners {
  private final List<ListenerHistory> histories = new ArrayList<>(4);
  private final List<ListenerHistory> view = Collections.unmodifiableList(histories);

  /** All of them, those that become known later too. */
  List<ListenerHistory> all() {
    return view;
  }

  /** Makes a listener known, with the callbacks that its owner sets; a recycled one begins anew. */
  ListenerHistory know(MemoryListener listener, Set<Callback> callbacks) {
    ListenerHistory history = new ListenerHistory(listener, callbacks);
    int known = indexOf(listener);
    if (known < 0) {
      histories.add(history);
    } else {
      histories.set(known, history);
    }
    return history;
  }

  /**
   * What a marker is about. A listener that the scenario did not announce, such as one on a stack,
   * need not be called by anyone.
   */
  ListenerHistory of(@Nullable SharedObject subject) {
    MemoryListener listener = (MemoryListener) Objects.requireNonNull(subject);
    int known = indexOf(listener);
    return known < 0 ? know(listener, Set.of()) : histories.get(known);
  }

  private int indexOf(MemoryListener listener) {
    for (int i = 0; i < histories.size(); i++) {
      if (histories.get(i).is(listener)) {
        return i;
      }
    }
    return -1;
  }
}
