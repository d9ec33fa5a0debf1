package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.Operation;
import dev.quiesce.harness.workload.ThreadRole;
import dev.quiesce.harness.workload.ThreadTrack;
import dev.quiesce.harness.workload.Workload;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/** Which milestones of other threads an operation needs. */
final class Causes {
  private static final MigrationPlan.Role NONE =
      new MigrationPlan.Role(-1, MigrationPlan.Effect.STARTS);

  private final Milestones milestones;
  private final MigrationPlan plan;
  private final int[] spaceOf;
  private final String[] registerThread;
  private final String[] initThread;
  private final Set<Integer> earlySpaces = new HashSet<>();

  Causes(Workload workload, MigrationPlan plan, Milestones milestones) {
    this.milestones = milestones;
    this.plan = plan;
    this.spaceOf = workload.listeners().stream().mapToInt(info -> info.addressSpace()).toArray();
    this.registerThread = new String[workload.listeners().size()];
    this.initThread = new String[workload.addressSpaces().size()];
    Arrays.fill(registerThread, "");
    Arrays.fill(initThread, "");
    for (ThreadTrack track : workload.threads()) {
      for (Operation operation : track.operations()) {
        note(track.name(), operation);
      }
    }
    for (int space = 0; space < initThread.length; space++) {
      if (initThread[space].isEmpty()) {
        earlySpaces.add(space);
      }
    }
  }

  private void note(String thread, Operation operation) {
    if (operation instanceof Operation.RegisterListener register) {
      registerThread[register.listener()] = thread;
    } else if (operation instanceof Operation.AddressSpaceInit init) {
      initThread[init.addressSpace()] = thread;
    }
  }

  /** Address spaces that no operation initialises. */
  Set<Integer> earlySpaces() {
    return earlySpaces;
  }

  /** Whether some operation registers the listener. */
  boolean isRegistered(int listener) {
    return !registerThread[listener].isEmpty();
  }

  /** Tells {@code needs} each milestone that {@code operation} of {@code thread} needs. */
  void forEach(String thread, Operation operation, IntConsumer needs) {
    if (operation instanceof Operation.RegisterListener register) {
      space(thread, spaceOf[register.listener()], needs);
    } else if (operation instanceof Operation.UnregisterListener unregister) {
      int listener = unregister.listener();
      if (isRegistered(listener) && !registerThread[listener].equals(thread)) {
        needs.accept(milestones.registered(listener));
      }
    } else if (operation instanceof Operation.AddressSpaceDestroy destroy) {
      space(thread, destroy.addressSpace(), needs);
    } else if (operation instanceof Operation.DirtyLogStop) {
      MigrationPlan.Role role = plan.roleOf(operation, NONE);
      if (role.effect() == MigrationPlan.Effect.CLOSES
          && !plan.endThread(role.migration()).equals(thread)) {
        needs.accept(milestones.ended(role.migration()));
      }
    }
  }

  private void space(String thread, int space, IntConsumer needs) {
    if (!initThread[space].isEmpty() && !initThread[space].equals(thread)) {
      needs.accept(milestones.initialised(space));
    }
  }

  /** The migration thread is created by the start of the migration. */
  void migrationStarts(ThreadTrack track, long fromNs, long toNs, IntConsumer needs) {
    if (track.role() != ThreadRole.MIGRATION) {
      return;
    }
    for (int migration = 0; migration < plan.migrations(); migration++) {
      long start = plan.startNs(migration);
      if (start > fromNs && start <= toNs && !plan.startThread(migration).equals(track.name())) {
        needs.accept(milestones.started(migration));
      }
    }
  }
}
