package dev.quiesce.harness.owner;

import java.util.List;

/**
 * A way on which QEMU reaches unregister while a migration may run.
 *
 * @param id its id
 * @param path how
 * @param owners ids of the owners
 * @param blockedToday whether a migration forbids it already
 * @param hurt who is hurt when it is refused
 */
public record UnregisterPath(
    String id, String path, List<String> owners, Blocked blockedToday, String hurt) {
  /** Copies the owners. */
  public UnregisterPath {
    owners = List.copyOf(owners);
  }

  /** Whether a migration forbids something today. */
  public enum Blocked {
    /** It does. */
    YES,
    /** In some states. */
    PARTLY,
    /** It does not. */
    NO,
    /** It is part of a migration. */
    INHERENT
  }
}
