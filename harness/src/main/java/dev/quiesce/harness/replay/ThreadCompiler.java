package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.Operation;
import dev.quiesce.harness.workload.OperationKind;
import dev.quiesce.harness.workload.ThreadRole;
import dev.quiesce.harness.workload.ThreadTrack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Turns one thread's operations into a {@link Script}: spans become an entry and a leave, and what
 * the model does by itself inside another operation is left out and counted as implied.
 */
final class ThreadCompiler {
  /** An address space's own commit and callback follow its destruction at once. */
  private static final long DESTROY_COMMIT_NS = 20_000;

  private static final long DESTROY_CALLBACK_NS = 1_000_000;
  private static final MigrationPlan.Role NO_ROLE =
      new MigrationPlan.Role(-1, MigrationPlan.Effect.STARTS);

  /** An open span. */
  private record Span(StepKind leave, long endNs, int arg) {}

  private final ScriptCompiler all;
  private final ThreadTrack track;
  private final List<Operation> operations;
  private final Script script;
  private final Deque<Span> spans = new ArrayDeque<>();

  /** Listeners that the open eject has unregistered and whose owners it still has to give up. */
  private final Deque<Integer> toRelease = new ArrayDeque<>();

  private long coverEnd = -1;
  private boolean coversRegistrations;
  private long destroyedAt = Long.MIN_VALUE / 2;
  private boolean destroyCommit;
  private boolean destroyCallback;
  private long lastAt = -1;

  ThreadCompiler(ScriptCompiler all, ThreadTrack track) {
    this.all = all;
    this.track = track;
    this.operations = track.operations();
    this.script = new Script(track.name(), track.role());
  }

  Script compile() {
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      closeSpans(operation.atNs());
      if (track.role() == ThreadRole.CALL_RCU ? isWorkersOwn(operation) : isCovered(operation)) {
        all.imply(operation.kind());
        continue;
      }
      if (spans.isEmpty()) {
        await(i);
      }
      add(i, operation);
      lastAt = operation.atNs();
    }
    closeSpans(Long.MAX_VALUE);
    return script;
  }

  /** What the domain's own worker does without being told. */
  private static boolean isWorkersOwn(Operation operation) {
    return switch (operation.kind()) {
      case REGISTER_LISTENER, UNREGISTER_LISTENER, ADDRESS_SPACE_INIT, ADDRESS_SPACE_DESTROY ->
          false;
      case TRANSACTION_COMMIT -> ((Operation.TransactionCommit) operation).newFlatViews() == 0;
      default -> true;
    };
  }

  /** Whether it ran inside an operation that the model does as a whole. */
  private boolean isCovered(Operation operation) {
    long end = operation.atNs() + Math.max(0, operation.durationNs());
    return switch (operation.kind()) {
      case RETIRE_FLAT_VIEW, FREE_FLAT_VIEW -> true;
      case TRANSACTION_COMMIT -> end <= coverEnd || isOfDestroy(operation);
      case REGISTER_LISTENER, UNREGISTER_LISTENER -> coversRegistrations && end <= coverEnd;
      default -> false;
    };
  }

  private boolean isOfDestroy(Operation operation) {
    boolean follows =
        !destroyCommit
            && operation.atNs() - destroyedAt <= DESTROY_COMMIT_NS
            && ((Operation.TransactionCommit) operation).newFlatViews() == 0;
    destroyCommit |= follows;
    return follows;
  }

  /** Milestones of everything up to the end of the span that starts here. */
  private void await(int from) {
    Operation first = operations.get(from);
    long at = first.atNs();
    all.causes().migrationStarts(track, lastAt, at, need -> script.add(StepKind.AWAIT, at, need));
    long end = isSpan(first) ? spanEnd(from) : at;
    for (int i = from; i < operations.size() && operations.get(i).atNs() <= end; i++) {
      all.causes()
          .forEach(track.name(), operations.get(i), need -> script.add(StepKind.AWAIT, at, need));
    }
  }

  private static boolean isSpan(Operation operation) {
    return switch (operation.kind()) {
      case EJECT, ITERATE_SECTION, MIGRATION_BITMAP_SYNC, BQL_HOLD -> true;
      default -> false;
    };
  }

  /** The span's end; an eject without one lasts to the last unregister that says it is inside. */
  private long spanEnd(int from) {
    Operation span = operations.get(from);
    if (span.durationNs() >= 0) {
      return span.atNs() + span.durationNs();
    }
    long end = span.atNs();
    for (int i = from + 1; i < operations.size() && span instanceof Operation.Eject; i++) {
      Operation next = operations.get(i);
      if (next instanceof Operation.Eject) {
        break;
      }
      if (next instanceof Operation.UnregisterListener unregister && unregister.insideEject()) {
        end = next.atNs();
      }
    }
    return end;
  }

  private void closeSpans(long now) {
    Span top = spans.peek();
    while (top != null && top.endNs() < now) {
      spans.pop();
      if (top.leave() == StepKind.EJECT_LEAVE) {
        while (!toRelease.isEmpty()) {
          script.add(StepKind.EJECT_RELEASE, top.endNs(), toRelease.pop());
        }
      }
      script.add(top.leave(), top.endNs(), top.arg());
      top = spans.peek();
    }
  }

  private void open(int from, StepKind enter, StepKind leave) {
    long at = operations.get(from).atNs();
    long end = spanEnd(from);
    Span parent = spans.peek();
    spans.push(
        new Span(leave, parent == null ? end : Math.min(end, parent.endNs()), script.size()));
    script.add(enter, at, 0);
  }

  private void add(int index, Operation operation) {
    long at = operation.atNs();
    if (operation instanceof Operation.RegisterListener register) {
      script.add(StepKind.REGISTER, at, register.listener());
    } else if (operation instanceof Operation.UnregisterListener unregister) {
      unregister(at, unregister.listener());
    } else if (operation instanceof Operation.TransactionCommit commit) {
      boolean changes = commit.newFlatViews() > 0;
      script.add(changes ? StepKind.COMMIT_CHANGE : StepKind.COMMIT_EMPTY, at, 0);
    } else if (operation instanceof Operation.ClearDirtyBitmap walk) {
      long cost = all.clearCost().nanos(walk);
      script.addWalk(StepKind.CLEAR, at, walk.region(), walk.start(), walk.length(), cost);
    } else if (isSpan(operation)) {
      addSpan(index, operation);
    } else if (operation.kind() == OperationKind.CALL_RCU) {
      callRcu(at);
    } else {
      addOther(operation);
    }
  }

  private void unregister(long at, int listener) {
    boolean inEject = spans.stream().anyMatch(span -> span.leave() == StepKind.EJECT_LEAVE);
    script.addWalk(StepKind.UNREGISTER, at, listener, inEject ? 0 : 1, 0, 0);
    if (inEject) {
      toRelease.addLast(listener);
    }
  }

  private void addSpan(int index, Operation operation) {
    if (operation instanceof Operation.IterateSection section && section.completing()) {
      open(index, StepKind.COMPLETE_ENTER, StepKind.COMPLETE_LEAVE);
      return;
    }
    switch (operation.kind()) {
      case EJECT -> open(index, StepKind.EJECT_ENTER, StepKind.EJECT_LEAVE);
      case ITERATE_SECTION -> open(index, StepKind.ITERATE_ENTER, StepKind.ITERATE_LEAVE);
      case MIGRATION_BITMAP_SYNC ->
          open(index, StepKind.BITMAP_SYNC_ENTER, StepKind.BITMAP_SYNC_LEAVE);
      default -> open(index, StepKind.BQL_ENTER, StepKind.BQL_LEAVE);
    }
  }

  /** A callback: the destroyed address space's, an ejected owner's, or another. */
  private void callRcu(long at) {
    if (!destroyCallback && at - destroyedAt <= DESTROY_CALLBACK_NS) {
      destroyCallback = true;
      all.imply(OperationKind.CALL_RCU);
    } else if (!toRelease.isEmpty()) {
      all.imply(OperationKind.CALL_RCU);
      script.add(StepKind.EJECT_RELEASE, at, toRelease.pop());
    } else {
      script.add(StepKind.CALL_RCU, at, 0);
    }
  }

  private void addOther(Operation operation) {
    long at = operation.atNs();
    switch (operation.kind()) {
      case DIRTY_LOG_SYNC -> script.add(StepKind.SYNC, at, 0);
      case AFTER_LOG_SYNC -> script.add(StepKind.AFTER_SYNC, at, 0);
      case DIRTY_LOG_START -> {
        script.add(StepKind.LOG_START, at, ((Operation.DirtyLogStart) operation).flags());
        cover(operation, false);
      }
      case DIRTY_LOG_STOP -> logStop((Operation.DirtyLogStop) operation);
      case ADDRESS_SPACE_INIT ->
          script.add(
              StepKind.SPACE_INIT, at, ((Operation.AddressSpaceInit) operation).addressSpace());
      case ADDRESS_SPACE_DESTROY -> {
        int space = ((Operation.AddressSpaceDestroy) operation).addressSpace();
        script.add(StepKind.SPACE_DESTROY, at, space);
        destroyedAt = at;
        destroyCommit = false;
        destroyCallback = false;
      }
      case SYNCHRONIZE_RCU -> script.add(StepKind.SYNCHRONIZE, at, 0);
      case DRAIN_CALL_RCU -> script.add(StepKind.DRAIN, at, 0);
      case GUEST_PHYS_BLOCKS_APPEND -> {
        script.add(StepKind.GUEST_PHYS, at, 0);
        cover(operation, true);
      }
      case MIGRATION_CHANGE -> migration((Operation.MigrationChange) operation);
      default -> all.note(operation.kind());
    }
  }

  private void cover(Operation operation, boolean registrations) {
    coverEnd = operation.atNs() + operation.durationNs();
    coversRegistrations = registrations;
  }

  /** A stop with the guest stopped is postponed by QEMU, so it contains no commit. */
  private void logStop(Operation.DirtyLogStop stop) {
    long end = stop.atNs() + stop.durationNs();
    boolean commits =
        operations.stream()
            .anyMatch(
                other ->
                    other instanceof Operation.TransactionCommit commit
                        && commit.atNs() >= stop.atNs()
                        && commit.atNs() + Math.max(0, commit.durationNs()) <= end);
    script.addWalk(StepKind.LOG_STOP, stop.atNs(), stop.flags(), commits ? 1 : 0, 0, 0);
    cover(stop, false);
    MigrationPlan.Role role = all.plan().roleOf(stop, NO_ROLE);
    if (role.migration() >= 0) {
      script.add(StepKind.MIGRATION_OVER, stop.atNs(), role.migration());
    }
  }

  private void migration(Operation.MigrationChange change) {
    long at = change.atNs();
    script.add(StepKind.MIGRATION_CHANGE, at, 0);
    MigrationPlan.Role role = all.plan().roleOf(change, NO_ROLE);
    if (role.migration() < 0) {
      return;
    }
    switch (role.effect()) {
      case STARTS -> script.add(StepKind.MIGRATION_START, at, role.migration());
      case ENDS -> script.add(StepKind.MIGRATION_END, at, role.migration());
      default -> {
        script.add(StepKind.MIGRATION_END, at, role.migration());
        script.add(StepKind.MIGRATION_OVER, at, role.migration());
      }
    }
  }
}
