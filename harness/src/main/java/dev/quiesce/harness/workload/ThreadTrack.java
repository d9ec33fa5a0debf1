package dev.quiesce.harness.workload;

import java.util.List;

/**
 * What one thread did.
 *
 * @param name recorded or inferred name, unique within the workload
 * @param role what the thread is in QEMU
 * @param operations in order of their start; an operation that ran inside another follows it
 */
public record ThreadTrack(String name, ThreadRole role, List<Operation> operations) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the operations are not in order of their start
   */
  public ThreadTrack {
    operations = List.copyOf(operations);
    long last = 0;
    for (Operation operation : operations) {
      if (operation.atNs() < last) {
        throw new IllegalArgumentException(
            "thread '%s': an operation at %d ns follows one at %d ns"
                .formatted(name, operation.atNs(), last));
      }
      last = operation.atNs();
    }
  }
}
