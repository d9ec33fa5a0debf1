package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.OperationKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A workload, ready to be replayed.
 *
 * @param scripts what each thread does; the one of the call_rcu thread is queued as callbacks
 * @param implied operations that other operations of the model bring about by themselves
 * @param notes operations that no QEMU thread did
 * @param earlySpaces address spaces that exist from the start, because no operation makes them
 * @param migrations how many migrations start
 * @param unfinished migrations that do not end within the recording
 * @param firstNs recorded time of the first step
 */
record Program(
    List<Script> scripts,
    Map<OperationKind, Long> implied,
    Map<OperationKind, Long> notes,
    Set<Integer> earlySpaces,
    int migrations,
    int unfinished,
    long firstNs) {
  Program {
    scripts = List.copyOf(scripts);
    implied = Map.copyOf(implied);
    notes = Map.copyOf(notes);
    earlySpaces = Set.copyOf(earlySpaces);
  }
}
