package dev.quiesce.harness.check;

import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.explore.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a deadlock as a cycle: who waits for what that whom keeps. */
final class WaitCycle {
  private final Map<TaskInfo, Waiting> waiting = new LinkedHashMap<>();

  WaitCycle(List<Waiting> waiting) {
    waiting.forEach(one -> this.waiting.put(one.task(), one));
  }

  /** The shortest description that explains why nobody goes on. */
  String text() {
    List<Waiting> cycle = cycle();
    List<Waiting> others =
        waiting.values().stream()
            .filter(one -> !cycle.contains(one))
            .filter(one -> !one.daemon() || one.what().contains("BQL"))
            .toList();
    StringBuilder text = new StringBuilder("deadlock: ");
    if (!cycle.isEmpty()) {
      cycle.forEach(one -> text.append(one).append(" -> "));
      text.append(cycle.get(0).task().name());
      if (!others.isEmpty()) {
        text.append("; besides, ");
      }
    }
    return text.append(others.stream().map(Waiting::toString).collect(Collectors.joining("; ")))
        .toString();
  }

  /** The tasks that wait for one another in a ring; empty if nobody knows of one. */
  private List<Waiting> cycle() {
    for (Waiting start : waiting.values()) {
      List<Waiting> path = new ArrayList<>();
      if (leadsBack(start, start, path)) {
        return path;
      }
    }
    return List.of();
  }

  private boolean leadsBack(Waiting at, Waiting start, List<Waiting> path) {
    path.add(at);
    for (TaskInfo holder : at.by()) {
      Waiting next = waiting.get(holder);
      if (next != null
          && (next.equals(start) || (!path.contains(next) && leadsBack(next, start, path)))) {
        return true;
      }
    }
    path.remove(path.size() - 1);
    return false;
  }
}
