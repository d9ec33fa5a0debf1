package dev.quiesce.harness.report;

import dev.quiesce.harness.check.LockGraph;
import dev.quiesce.harness.result.CellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cycles in the order of locks, by subject: a deadlock that is possible, whether or not a schedule
 * that was explored met it. It is a remark and no verdict, for it is about the order in which locks
 * are taken anywhere, and a promise is about what a schedule shows.
 */
final class LockCycles {
  private final Map<String, List<CellResult>> cells = new TreeMap<>();
  private final Map<String, String> example = new TreeMap<>();

  private LockCycles() {}

  static LockCycles of(List<CellResult> cells) {
    LockCycles cycles = new LockCycles();
    for (CellResult cell : cells) {
      cell.note().lines().filter(LockGraph::isText).forEach(line -> cycles.add(cell, line));
    }
    return cycles;
  }

  private void add(CellResult cell, String line) {
    List<String> parts = LockGraph.split(line);
    String name = Subject.of(cell).display() + ": " + parts.get(0);
    cells.computeIfAbsent(name, key -> new ArrayList<>()).add(cell);
    example.putIfAbsent(name, parts.get(1));
  }

  boolean isEmpty() {
    return cells.isEmpty();
  }

  /** Subject and locks, how many cells show it, and how one of them does. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    cells.forEach(
        (name, shown) ->
            lines.add(
                name
                    + " ("
                    + shown.size()
                    + (shown.size() == 1 ? " cell, " : " cells, such as ")
                    + shown.get(0).key().scenario()
                    + "/"
                    + shown.get(0).key().variant()
                    + "): "
                    + example.get(name)));
    return lines;
  }
}
