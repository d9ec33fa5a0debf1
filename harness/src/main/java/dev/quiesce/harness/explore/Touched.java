package dev.quiesce.harness.explore;

import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.sync.RcuReader;
import dev.quiesce.harness.result.ReplayState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shared objects that an execution has reached, set-up included, so that their state can be
 * shown. Kept while an execution is explained, and only then.
 */
final class Touched {
  private static final String NEXT = "next";
  private static final String PREV = "prev";

  private final Map<SharedObject, Set<SharedField>> fields = new LinkedHashMap<>();

  void add(SharedObject object) {
    fields.computeIfAbsent(object, key -> new LinkedHashSet<>());
  }

  void add(AtomicStep step) {
    step.reads().forEach(object -> add(object));
    step.writes().forEach(object -> add(object));
  }

  void add(SharedObject object, SharedField field) {
    fields.computeIfAbsent(object, key -> new LinkedHashSet<>()).add(field);
  }

  /** What a person wants to know between two steps. */
  ReplayState state(Execution execution) {
    Map<String, String> threads = new LinkedHashMap<>();
    for (Task task : execution.tasks()) {
      if (task.started()) {
        threads.put(task.info().name(), doing(task));
      }
    }
    List<String> locks = new ArrayList<>();
    for (ControlledMutex mutex : execution.mutexes()) {
      Task owner = mutex.owner();
      if (owner != null) {
        locks.add(mutex.name() + " held by " + owner.info().name());
      }
    }
    return new ReplayState(execution.steps(), threads, locks, sections(), lists(), values());
  }

  private static String doing(Task task) {
    if (task.finished()) {
      return "has ended";
    }
    return (task.enabled() ? "can go on: " : "waits: ") + Waits.of(task).what();
  }

  private List<String> sections() {
    List<String> open = new ArrayList<>();
    for (SharedObject object : fields.keySet()) {
      if (object instanceof RcuReader reader && reader.depth() > 0) {
        open.add(reader.thread() + ", depth " + reader.depth());
      }
    }
    return open;
  }

  /** Each tail queue as a walk over {@code next} finds it now. */
  private Map<String, List<String>> lists() {
    Map<String, List<String>> lists = new TreeMap<>();
    for (SharedObject object : fields.keySet()) {
      if (object instanceof QTailQLink<?> head && head.element() == null) {
        lists.put(head.label(), elements(head));
      }
    }
    return lists;
  }

  private List<String> elements(QTailQLink<?> head) {
    List<String> elements = new ArrayList<>();
    Set<Object> seen = new LinkedHashSet<>();
    Object at = peek(head, NEXT);
    while (at instanceof QTailQLink<?> link && seen.add(link)) {
      elements.add(String.valueOf(link.element()));
      at = peek(link, NEXT);
    }
    return elements;
  }

  private @Nullable Object peek(SharedObject object, String name) {
    for (SharedField field : fields.getOrDefault(object, Set.of())) {
      if (field.name().equals(name)) {
        return field.peek(object);
      }
    }
    return null;
  }

  /** What is in memory, but for the links between the elements of lists. */
  private Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    fields.forEach(
        (object, known) -> {
          for (SharedField field : known) {
            boolean link =
                object instanceof QTailQLink
                    && (field.name().equals(NEXT) || field.name().equals(PREV));
            if (!link) {
              values.put(object.label() + "." + field.name(), String.valueOf(field.peek(object)));
            }
          }
        });
    return values;
  }
}
