package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.MigrationState;
import dev.quiesce.harness.workload.Operation;
import dev.quiesce.harness.workload.ThreadTrack;
import dev.quiesce.harness.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * When the migrations of a workload start and end, and which operation switches dirty logging off
 * afterwards: until then the strategy must count the migration as running.
 */
final class MigrationPlan {
  /** What an operation does to a migration. */
  enum Effect {
    STARTS,
    ENDS,
    /** Ends it, and no log stop follows. */
    ENDS_FOR_GOOD,
    /** A log stop after the end. */
    CLOSES
  }

  /** An operation's effect on a migration. */
  record Role(int migration, Effect effect) {}

  private record Event(String thread, Operation operation) {}

  private final IdentityHashMap<Operation, Role> roles = new IdentityHashMap<>();
  private final List<Event> starts = new ArrayList<>();
  private final List<Event> ends = new ArrayList<>();

  static MigrationPlan of(Workload workload) {
    List<Event> events = new ArrayList<>();
    for (ThreadTrack track : workload.threads()) {
      for (Operation operation : track.operations()) {
        if (operation instanceof Operation.MigrationChange
            || operation instanceof Operation.DirtyLogStop) {
          events.add(new Event(track.name(), operation));
        }
      }
    }
    events.sort(Comparator.comparingLong(event -> event.operation().atNs()));
    MigrationPlan plan = new MigrationPlan();
    events.forEach(plan::accept);
    return plan;
  }

  private void accept(Event event) {
    boolean running = starts.size() > ends.size();
    if (event.operation() instanceof Operation.MigrationChange change) {
      if (!running && change.state() == MigrationState.SETUP) {
        roles.put(change, new Role(starts.size(), Effect.STARTS));
        starts.add(event);
      } else if (running && !change.state().isRunning()) {
        roles.put(change, new Role(ends.size(), Effect.ENDS_FOR_GOOD));
        ends.add(event);
      }
    } else if (!running && !ends.isEmpty()) {
      int migration = ends.size() - 1;
      Operation end = ends.get(migration).operation();
      Role role = roles.get(end);
      if (role != null && role.effect() == Effect.ENDS_FOR_GOOD) {
        roles.put(end, new Role(migration, Effect.ENDS));
        roles.put(event.operation(), new Role(migration, Effect.CLOSES));
      }
    }
  }

  int migrations() {
    return starts.size();
  }

  /** The operation's effect; {@code none} if it has none. */
  Role roleOf(Operation operation, Role none) {
    return roles.getOrDefault(operation, none);
  }

  /** The thread on which the migration starts. */
  String startThread(int migration) {
    return starts.get(migration).thread();
  }

  /** When it starts, in nanoseconds. */
  long startNs(int migration) {
    return starts.get(migration).operation().atNs();
  }

  /** Whether it ends within the recording. */
  boolean ends(int migration) {
    return migration < ends.size();
  }

  /** The thread on which it ends. */
  String endThread(int migration) {
    return ends.get(migration).thread();
  }
}
