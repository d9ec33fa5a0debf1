package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.AtomicStep;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operation that a task has announced and not yet taken. */
final class Pending {
  private final Execution execution;
  private final int number;
  private OpKind kind = OpKind.BEGIN;
  private @Nullable Object target;
  private long[] footprint;

  /**
   * The beginning of a task.
   *
   * @param number of the task
   */
  Pending(Execution execution, int number) {
    this.execution = execution;
    this.number = number;
    this.footprint = new long[] {Footprint.read(Footprint.thread(number))};
  }

  /**
   * Announces an operation.
   *
   * @param newFootprint what it touches; not looked at where that depends on when it acts
   */
  void set(OpKind newKind, @Nullable Object newTarget, long[] newFootprint) {
    kind = newKind;
    target = newTarget;
    footprint = execution.tso() && drains() ? draining(newFootprint) : newFootprint;
  }

  OpKind kind() {
    return kind;
  }

  /** What it is about, if anything. */
  @Nullable Object target() {
    return target;
  }

  /** What it would touch if it acted now. */
  long[] footprint() {
    if (!isLate()) {
      return footprint;
    }
    long[] now =
        kind == OpKind.COUNT ? ((Count) known()).footprint() : Footprint.of((AtomicStep) known());
    return execution.tso() ? draining(now) : now;
  }

  /**
   * Whether it is of that kind and touches the same; not compared where that would have to be
   * worked out.
   */
  boolean isLike(OpKind otherKind, long[] otherFootprint) {
    return kind == otherKind && (isLate() || Arrays.equals(footprint, otherFootprint));
  }

  /** Whether what it touches depends on when it acts. */
  private boolean isLate() {
    return kind == OpKind.COUNT || kind == OpKind.STEP;
  }

  /** Whether it waits until the task's store buffer is empty. */
  boolean drains() {
    return switch (kind) {
      case LOAD, ISSUE, MARK, BEGIN, JOIN, EVENT_AWAIT, EVENT_TIMED_AWAIT, FLUSH -> false;
      default -> true;
    };
  }

  /** An operation that waits for the store buffer comes after its flushes. */
  private long[] draining(long[] own) {
    long[] longer = Arrays.copyOf(own, own.length + 1);
    longer[own.length] = Footprint.read(Footprint.buffer(number));
    return longer;
  }

  /**
   * Whether what it waits for, if anything, has happened.
   *
   * @param wokenUp how often its task has woken up for nothing
   */
  boolean ready(int wokenUp) {
    return switch (kind) {
      case BARRIER -> execution.actors().buffersAreEmpty();
      case LOCK -> ((ControlledMutex) known()).owner() == null;
      case EVENT_AWAIT ->
          ((ControlledEvent) known()).isSet() || wokenUp < execution.spuriousWakeUps();
      case STEP -> ((AtomicStep) known()).enabled();
      case JOIN -> ((Task) known()).finished();
      default -> true;
    };
  }

  private Object known() {
    return Objects.requireNonNull(target);
  }
}
