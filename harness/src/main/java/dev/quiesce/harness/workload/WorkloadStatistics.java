package dev.quiesce.harness.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of a workload. Times are nanoseconds, -1 where the workload does not tell.
 *
 * @param counts operations by kind; every kind is there
 * @param peakWalksPerSecond most clear walks that began within any one second
 * @param unregistersWhileMigrating unregisters between a migration's set-up and its end
 * @param commitsWithNewView commits that changed the map
 * @param walkP50Ns median duration of a clear walk
 * @param walkP99Ns 99th percentile
 * @param walkMaxNs longest
 * @param migrations the migrations in order
 */
public record WorkloadStatistics(
    Map<OperationKind, Long> counts,
    long peakWalksPerSecond,
    long unregistersWhileMigrating,
    long commitsWithNewView,
    long walkP50Ns,
    long walkP99Ns,
    long walkMaxNs,
    List<Migration> migrations) {

  private static final long SECOND_NS = 1_000_000_000;

  /**
   * One outgoing migration.
   *
   * @param fromNs begin of its set-up
   * @param toNs its end, or the end of the recording
   * @param setupNs set-up until active
   * @param iterateNs active until the switchover, or until the end if there is none
   * @param downtimeNs switchover until the end
   * @param end its last state
   */
  public record Migration(
      long fromNs, long toNs, long setupNs, long iterateNs, long downtimeNs, MigrationState end) {}

  /** Copies the parts. */
  public WorkloadStatistics {
    Map<OperationKind, Long> all = new EnumMap<>(OperationKind.class);
    for (OperationKind kind : OperationKind.values()) {
      all.put(kind, counts.getOrDefault(kind, 0L));
    }
    counts = Collections.unmodifiableMap(all);
    migrations = List.copyOf(migrations);
  }

  /**
   * Number of operations of a kind.
   *
   * @param kind the kind
   * @return the number
   */
  public long count(OperationKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /**
   * Computes the figures.
   *
   * @param workload the workload
   * @return the figures
   */
  public static WorkloadStatistics of(Workload workload) {
    Map<OperationKind, Long> counts = new EnumMap<>(OperationKind.class);
    List<Long> walkStarts = new ArrayList<>();
    List<Long> walkDurations = new ArrayList<>();
    List<Operation.MigrationChange> changes = new ArrayList<>();
    List<Long> unregisters = new ArrayList<>();
    long newViews = 0;
    for (ThreadTrack thread : workload.threads()) {
      for (Operation operation : thread.operations()) {
        counts.merge(operation.kind(), 1L, Long::sum);
        if (operation instanceof Operation.ClearDirtyBitmap walk) {
          walkStarts.add(walk.atNs());
          if (walk.durationNs() >= 0) {
            walkDurations.add(walk.durationNs());
          }
        } else if (operation instanceof Operation.MigrationChange change) {
          changes.add(change);
        } else if (operation instanceof Operation.UnregisterListener unregister) {
          unregisters.add(unregister.atNs());
        } else if (operation instanceof Operation.TransactionCommit commit
            && commit.newFlatViews() > 0) {
          newViews++;
        }
      }
    }
    List<Migration> migrations = migrations(changes, workload.meta().durationNs());
    long[] durations = sorted(walkDurations);
    return new WorkloadStatistics(
        counts,
        peak(sorted(walkStarts)),
        unregisters.stream().filter(at -> isMigrating(migrations, at)).count(),
        newViews,
        percentile(durations, 50),
        percentile(durations, 99),
        percentile(durations, 100),
        migrations);
  }

  private static boolean isMigrating(List<Migration> migrations, long atNs) {
    return migrations.stream().anyMatch(one -> one.fromNs() <= atNs && atNs <= one.toNs());
  }

  private static long[] sorted(List<Long> values) {
    long[] array = values.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(array);
    return array;
  }

  private static long peak(long[] starts) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < starts.length; to++) {
      while (starts[to] - starts[from] >= SECOND_NS) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  /** Nearest rank. */
  private static long percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return Operation.NOT_RECORDED;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  private static List<Migration> migrations(List<Operation.MigrationChange> changes, long endNs) {
    List<Operation.MigrationChange> ordered = new ArrayList<>(changes);
    ordered.sort(Comparator.comparingLong(Operation.MigrationChange::atNs));
    List<Migration> migrations = new ArrayList<>();
    List<Operation.MigrationChange> open = new ArrayList<>();
    for (Operation.MigrationChange change : ordered) {
      if (change.state() == MigrationState.SETUP && !open.isEmpty()) {
        migrations.add(migration(open, change.atNs()));
        open.clear();
      }
      if (!open.isEmpty() || change.state().isRunning()) {
        open.add(change);
      }
      if (!open.isEmpty() && !change.state().isRunning()) {
        migrations.add(migration(open, change.atNs()));
        open.clear();
      }
    }
    if (!open.isEmpty()) {
      migrations.add(migration(open, endNs));
    }
    return migrations;
  }

  private static Migration migration(List<Operation.MigrationChange> changes, long endNs) {
    long from = changes.get(0).atNs();
    long active = first(changes, MigrationState.ACTIVE);
    long stopped = first(changes, MigrationState.SWITCHOVER);
    long unknown = Operation.NOT_RECORDED;
    long iterateEnd = stopped >= 0 ? stopped : endNs;
    return new Migration(
        from,
        endNs,
        active >= 0 ? active - from : unknown,
        active >= 0 ? iterateEnd - active : unknown,
        stopped >= 0 ? endNs - stopped : unknown,
        changes.get(changes.size() - 1).state());
  }

  private static long first(List<Operation.MigrationChange> changes, MigrationState state) {
    for (Operation.MigrationChange change : changes) {
      if (change.state() == state) {
        return change.atNs();
      }
    }
    return Operation.NOT_RECORDED;
  }
}
