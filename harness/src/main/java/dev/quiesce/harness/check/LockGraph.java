package dev.quiesce.harness.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order of locks over many executions, and its cycles: each is a deadlock that some schedule of
 * some program with these threads has, whether or not one of the executions met it.
 *
 * <p>A cycle whose every edge was seen under one and the same further lock is none: that lock keeps
 * the threads apart.
 */
public final class LockGraph {
  private static final int LONGEST = 4;
  private static final String PREFIX = "lock order: ";
  private static final String SEPARATOR = ": ";

  private final List<LockEdge> edges = new ArrayList<>();

  /** Adds what one execution showed, and keeps nothing else of it. */
  public void add(List<LockEdge> seen) {
    for (LockEdge edge : seen) {
      if (!isKnown(edge)) {
        edges.add(edge.inWords());
      }
    }
  }

  /** Adds an edge; false if it says nothing new. */
  public boolean add(LockEdge edge) {
    return !isKnown(edge) && edges.add(edge);
  }

  private boolean isKnown(LockEdge edge) {
    for (LockEdge known : edges) {
      if (edge.sameAs(known)) {
        return true;
      }
    }
    return false;
  }

  /** What was taken inside what, in the order in which it was added. */
  public List<LockEdge> edges() {
    return List.copyOf(edges);
  }

  /** One cycle for each set of locks, the shortest first. */
  public List<List<LockEdge>> cycles() {
    TreeMap<String, List<LockEdge>> byLocks = new TreeMap<>();
    for (int length = 2; length <= LONGEST; length++) {
      for (LockEdge first : edges) {
        extend(new ArrayList<>(List.of(first)), length, byLocks);
      }
    }
    return byLocks.values().stream()
        .sorted((one, other) -> Integer.compare(one.size(), other.size()))
        .toList();
  }

  private void extend(List<LockEdge> path, int length, Map<String, List<LockEdge>> found) {
    LockEdge last = path.get(path.size() - 1);
    LockEdge first = path.get(0);
    if (path.size() == length) {
      if (last.wanted().equals(first.held()) && !guarded(path) && isMinimal(path, found)) {
        found.putIfAbsent(locks(path), rotated(path));
      }
      return;
    }
    for (LockEdge next : edges) {
      if (next.held().equals(last.wanted())
          && path.stream().noneMatch(one -> one.held().equals(next.held()))) {
        path.add(next);
        extend(path, length, found);
        path.remove(path.size() - 1);
      }
    }
  }

  /** Begins with the lock whose name comes first, so that a cycle has one form. */
  private static List<LockEdge> rotated(List<LockEdge> cycle) {
    int first = 0;
    for (int i = 1; i < cycle.size(); i++) {
      if (cycle.get(i).held().compareTo(cycle.get(first).held()) < 0) {
        first = i;
      }
    }
    List<LockEdge> turned = new ArrayList<>(cycle.subList(first, cycle.size()));
    turned.addAll(cycle.subList(0, first));
    return List.copyOf(turned);
  }

  private static boolean guarded(List<LockEdge> cycle) {
    Set<String> common = new HashSet<>(cycle.get(0).guards());
    for (LockEdge edge : cycle) {
      common.retainAll(edge.guards());
    }
    cycle.forEach(edge -> common.remove(edge.held()));
    return !common.isEmpty();
  }

  /** Whether no shorter cycle among the same locks is known. */
  private static boolean isMinimal(List<LockEdge> path, Map<String, List<LockEdge>> found) {
    Set<String> mine = names(path);
    return found.values().stream()
        .noneMatch(other -> other.size() < path.size() && mine.containsAll(names(other)));
  }

  private static Set<String> names(List<LockEdge> cycle) {
    Set<String> names = new HashSet<>();
    cycle.forEach(edge -> names.add(edge.held()));
    return names;
  }

  private static String locks(List<LockEdge> cycle) {
    return String.join("+", cycle.stream().map(LockEdge::held).sorted().toList());
  }

  /** A cycle as one line: the locks, and then who took which of them inside which. */
  public static String text(List<LockEdge> cycle) {
    StringBuilder text = new StringBuilder(PREFIX);
    cycle.forEach(edge -> text.append(edge.held()).append(" -> "));
    text.append(cycle.get(0).held());
    String separator = SEPARATOR;
    for (LockEdge edge : cycle) {
      text.append(separator).append(edge);
      separator = "; ";
    }
    return text.toString();
  }

  /** Whether a line was made by {@link #text}. */
  public static boolean isText(String line) {
    return line.startsWith(PREFIX) && line.indexOf(SEPARATOR, PREFIX.length()) > 0;
  }

  /** The locks, and who took which; of a line for which {@link #isText}. */
  public static List<String> split(String line) {
    int at = line.indexOf(SEPARATOR, PREFIX.length());
    return List.of(line.substring(PREFIX.length(), at), line.substring(at + SEPARATOR.length()));
  }
}
