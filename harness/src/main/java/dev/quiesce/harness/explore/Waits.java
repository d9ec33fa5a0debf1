package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.AtomicStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells what a blocked task waits for. */
final class Waits {
  private Waits() {}

  /** Those of {@code tasks} that have begun and not ended, and what each of them waits for. */
  static List<Waiting> all(List<Task> tasks) {
    return tasks.stream()
        .filter(task -> task.started() && !task.finished())
        .map(task -> of(task).by(enders(task, tasks)))
        .toList();
  }

  /** Whether all of {@code tasks} that have begun and not ended are daemons. */
  static boolean onlyOfDaemons(List<Task> tasks) {
    for (Task task : tasks) {
      if (task.started() && !task.finished() && !task.daemon()) {
        return false;
      }
    }
    return true;
  }

  /** An edge of the waits-for graph. */
  static Waiting of(Task task) {
    List<String> holders = List.of();
    String what;
    Object target = task.pending().target();
    switch (task.pending().kind()) {
      case LOCK -> {
        ControlledMutex mutex = (ControlledMutex) Objects.requireNonNull(target);
        Task owner = mutex.owner();
        what = "lock " + mutex.name();
        holders = owner == null ? List.of() : List.of("held by " + owner.info().name());
      }
      case EVENT_AWAIT ->
          what = "await " + ((ControlledEvent) Objects.requireNonNull(target)).name();
      case STEP -> {
        AtomicStep step = (AtomicStep) Objects.requireNonNull(target);
        what = step.label();
        holders = step.waitsFor().stream().map(name -> "a read section of " + name).toList();
      }
      case JOIN -> what = "join " + ((Task) Objects.requireNonNull(target)).info().name();
      default -> what = task.pending().kind().name();
    }
    return new Waiting(task.info(), what, holders, task.daemon());
  }

  /** Those of {@code tasks} that hold what the pending operation of {@code task} wants. */
  static List<TaskInfo> holders(Task task, List<Task> tasks) {
    Object target = task.pending().target();
    if (task.pending().kind() == OpKind.LOCK) {
      Task owner = ((ControlledMutex) Objects.requireNonNull(target)).owner();
      return owner == null ? List.of() : List.of(owner.info());
    }
    return task.pending().kind() == OpKind.STEP
        ? named(((AtomicStep) Objects.requireNonNull(target)).waitsFor(), tasks)
        : List.of();
  }

  /** Those of {@code tasks} that could end the wait of {@code task}. */
  static List<TaskInfo> enders(Task task, List<Task> tasks) {
    Object target = task.pending().target();
    return switch (task.pending().kind()) {
      case JOIN -> List.of(((Task) Objects.requireNonNull(target)).info());
      case EVENT_AWAIT ->
          named(((ControlledEvent) Objects.requireNonNull(target)).raisers(), tasks);
      default -> holders(task, tasks);
    };
  }

  private static List<TaskInfo> named(List<String> names, List<Task> tasks) {
    List<TaskInfo> found = new ArrayList<>(tasks.size());
    for (Task task : tasks) {
      if (names.contains(task.info().name())) {
        found.add(task.info());
      }
    }
    return found;
  }
}
