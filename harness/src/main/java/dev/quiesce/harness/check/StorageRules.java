package dev.quiesce.harness.check;

import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the storage of owners: FREED_EXACTLY_ONCE and BOUNDED_BACKLOG, and the use after
 * free that the heap reports.
 */
final class StorageRules {
  private final Sightings sightings;
  private final int backlogBound;
  private final Set<Lifetime> released = new HashSet<>();
  private final Set<Lifetime> retired = new HashSet<>();
  private final Set<Lifetime> freed = new HashSet<>();

  /** {@code backlogBound} retired owners are declared; negative for unbounded. */
  StorageRules(Sightings sightings, int backlogBound) {
    this.sightings = sightings;
    this.backlogBound = backlogBound;
  }

  /** The owner's code has given it up. */
  void released(Lifetime storage) {
    released.add(storage);
    sightings.exercised(Promise.FREED_EXACTLY_ONCE);
    if (backlogBound >= 0) {
      sightings.exercised(Promise.BOUNDED_BACKLOG);
    }
  }

  /** It waits to be freed. */
  void retired(Lifetime storage) {
    retired.add(storage);
    if (backlogBound >= 0 && retired.size() > backlogBound) {
      sightings.saw(
          Promise.BOUNDED_BACKLOG,
          ViolationKind.BACKLOG,
          retired.size() + " owners are retired and not freed, declared are " + backlogBound);
    }
  }

  void freed(Lifetime storage) {
    retired.remove(storage);
    freed.add(storage);
  }

  /** The heap has found what C leaves undefined; in a walk of {@code walking}, or in none. */
  void fault(MemoryFault fault, @Nullable Callback walking) {
    Breach breach = Breach.by(fault.kind());
    String report = String.valueOf(fault.getMessage());
    if (breach.kind() == ViolationKind.LOGICAL_USE_AFTER_FREE) {
      Severity severity = Severities.ofLogical(walking);
      sightings.saw(breach.promise(), breach.kind(), severity, "", () -> report);
    } else {
      sightings.saw(breach.promise(), breach.kind(), report);
    }
  }

  /** Nothing happens any more. */
  void quiescent() {
    for (Lifetime storage : released) {
      if (!freed.contains(storage)) {
        sightings.saw(
            Promise.FREED_EXACTLY_ONCE,
            ViolationKind.LEAK,
            storage.label() + " was released and never freed");
      }
    }
  }
}
