package dev.quiesce.harness.owner;

import dev.quiesce.harness.workload.OwnerKind;
import java.util.List;

/**
 * An owner of memory listeners in QEMU.
 *
 * @param id number in the table of owners
 * @param owner the struct and its listeners
 * @param file where it is
 * @param addressSpace that it listens to
 * @param callbacks that it has set
 * @param unregistered when
 * @param freed how its memory ends
 * @param kind how its storage ends, in the model's words
 * @param immediate whether it is freed or used again without a grace period today
 * @param difficulty of freeing it through RCU
 * @param deferral what that takes
 * @param sites places in QEMU that change then
 * @param scenarios that stand for it; empty if it is never unregistered beside a walk
 */
public record OwnerRow(
    String id,
    String owner,
    String file,
    String addressSpace,
    String callbacks,
    String unregistered,
    String freed,
    OwnerKind kind,
    boolean immediate,
    Difficulty difficulty,
    String deferral,
    int sites,
    List<String> scenarios) {
  /** Copies the scenarios. */
  public OwnerRow {
    scenarios = List.copyOf(scenarios);
  }

  /** How hard it is to free an owner through RCU. */
  public enum Difficulty {
    /** Nothing is to be done. */
    NONE,
    /** Next to nothing. */
    TRIVIAL,
    /** A field and a call. */
    EASY,
    /** Several places, or a changed layout. */
    MEDIUM,
    /** Its life must be changed. */
    HARD,
    /** It cannot be. */
    IMPOSSIBLE
  }
}
