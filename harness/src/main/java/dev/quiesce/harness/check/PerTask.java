package dev.quiesce.harness.check;

import dev.quiesce.harness.explore.TaskInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value for each task of one execution, made when it is first asked for. */
final class PerTask<T> {
  /** The set-up has the lowest number. */
  private static final int FIRST = -1;

  private final Function<TaskInfo, T> make;
  private final List<@Nullable T> values = new ArrayList<>(8);

  PerTask(Function<TaskInfo, T> make) {
    this.make = make;
  }

  T of(TaskInfo task) {
    int index = task.number() - FIRST;
    while (values.size() <= index) {
      values.add(null);
    }
    T value = values.get(index);
    if (value == null) {
      value = make.apply(task);
      values.set(index, value);
    }
    return value;
  }
}
