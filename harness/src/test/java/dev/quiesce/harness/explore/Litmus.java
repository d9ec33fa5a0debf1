package dev.quiesce.harness.explore;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Small programs over the seam, and what a search saw of them. */
final class Litmus {
  static final int MAX_STEPS = 1000;

  private Litmus() {}

  /** A shared integer. */
  static final class Cell extends SharedObject {
    static final IntField<Cell> VALUE = IntField.of(MethodHandles.lookup(), Cell.class, "value");

    @SuppressWarnings("unused") // through VALUE
    private int value;

    int get() {
      return VALUE.getPlain(this);
    }

    void set(int newValue) {
      VALUE.setPlain(this, newValue);
    }

    /** The value in memory, without a step. */
    int peek() {
      return (Integer) VALUE.peek(this);
    }
  }

  /** An owner with one field. */
  static final class Block extends HeapObject {
    static final IntField<Block> VALUE = IntField.of(MethodHandles.lookup(), Block.class, "value");

    @SuppressWarnings("unused") // through VALUE
    private int value = 7;

    Block(Storage storage) {
      super(storage);
    }
  }

  /**
   * What a promise can tell from the order of markers: which of two intervals, or points, of
   * different tasks came first, if they did not overlap.
   */
  private static final class Intervals {
    private final Set<String> over = new TreeSet<>();
    private final Set<String> orders = new TreeSet<>();
    private final Map<String, Integer> begun = new TreeMap<>();

    void marked(String task, MarkerKind kind) {
      if (kind != MarkerKind.CALLBACK_EXIT) {
        String name = task + begun.merge(task, 1, Integer::sum);
        over.stream()
            .filter(other -> !other.startsWith(task))
            .forEach(other -> orders.add(other + "<" + name));
        if (kind == MarkerKind.CALLBACK_ENTER) {
          return;
        }
      }
      over.add(task + begun.getOrDefault(task, 0));
    }

    @Override
    public String toString() {
      return orders.toString();
    }
  }

  /** Collects what the tasks of one execution report, and how it ended. */
  static class Log implements Observer {
    private static final String CUT_SHORT = "cut short";

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Intervals> markers = new TreeMap<>();
    private final List<Supplier<String>> finals = new ArrayList<>();
    private String end = CUT_SHORT;

    void say(String line) {
      lines.add(line);
    }

    /** What to add when every task has finished. */
    Log finals(Supplier<String> value) {
      finals.add(value);
      return this;
    }

    String outcome() {
      return end + new TreeSet<>(lines) + (markers.isEmpty() ? "" : markers);
    }

    @Override
    public void marked(TaskInfo task, Marker marker) {
      if (marker.subject() != null) {
        markers
            .computeIfAbsent(marker.subject().label(), key -> new Intervals())
            .marked(task.name(), marker.kind());
      }
    }

    @Override
    public void fault(TaskInfo task, Throwable fault) {
      end = task.name() + " fault " + String.valueOf(fault.getMessage()).lines().findFirst().get();
    }

    @Override
    public void deadlock(List<Waiting> waiting) {
      end = "deadlock " + waiting.stream().map(Waiting::toString).sorted().toList();
    }

    @Override
    public void livelock(int steps) {
      end = "livelock after " + steps;
    }

    /** Whether the execution came to an end; what one cut short reports is no outcome. */
    boolean ended() {
      return !end.equals(CUT_SHORT);
    }

    @Override
    public void quiescent() {
      end = "quiescent";
      finals.forEach(value -> lines.add(value.get()));
    }
  }

  /**
   * What a search met.
   *
   * @param outcomes what the tasks reported, and how each execution ended
   * @param traces canonical forms: one for each class of equivalent schedules
   * @param executions run to their end
   * @param exhausted whether the search was
   */
  record Seen(Set<String> outcomes, Set<String> traces, long executions, boolean exhausted) {}

  static void thread(String name, Runnable body) {
    Seam.thread(name, false, body).start();
  }

  /** Everything that a search meets within so many executions, and as many cut short. */
  static Seen explore(Program program, Search search, MemorySemantics memory, long executions) {
    return exploreUntil(outcome -> false, program, search, memory, executions);
  }

  /** What a search meets before it has met an outcome that is {@code enough}. */
  static Seen exploreUntil(
      Predicate<String> enough,
      Program program,
      Search search,
      MemorySemantics memory,
      long executions) {
    try (Workers workers = new Workers()) {
      return workers
          .watchdog()
          .watch(() -> exploreUntil(workers, enough, program, search, memory, executions));
    }
  }

  private static Seen exploreUntil(
      Workers workers,
      Predicate<String> enough,
      Program program,
      Search search,
      MemorySemantics memory,
      long executions) {
    Set<String> outcomes = new TreeSet<>();
    Map<String, String> traces = new HashMap<>();
    Recorder recorder = new Recorder(search);
    long done = 0;
    long cut = 0;
    RaceDetector races = new RaceDetector();
    while (true) {
      Execution execution = new Execution(workers, recorder, MAX_STEPS, memory, false, races);
      if (execution.run(program) != Execution.End.COVERED) {
        done++;
        String outcome = ((Log) execution.observer()).outcome();
        outcomes.add(outcome);
        String other = traces.putIfAbsent(recorder.trace(), outcome);
        if (other != null && !other.equals(outcome)) {
          throw new AssertionError(
              "equivalent schedules end differently: a step touches more than its footprint says:"
                  + " "
                  + other
                  + " and "
                  + outcome);
        }
        if (enough.test(outcome)) {
          return new Seen(outcomes, traces.keySet(), done, false);
        }
      } else {
        cut++;
      }
      if (!search.advance(execution)) {
        return new Seen(outcomes, traces.keySet(), done, true);
      }
      if (done >= executions || cut >= executions) {
        return new Seen(outcomes, traces.keySet(), done, false);
      }
    }
  }

  /** Everything that a search meets under sequential consistency, within so many executions. */
  static Seen explore(Program program, Search search, long executions) {
    return explore(program, search, MemorySemantics.SC, executions);
  }

  /** Everything that a search meets under sequential consistency. */
  static Seen explore(Program program, Search search) {
    return explore(program, search, Long.MAX_VALUE);
  }

  /** Every outcome that a search meets under sequential consistency. */
  static Set<String> outcomes(Program program, Search search) {
    return outcomes(program, search, MemorySemantics.SC);
  }

  /** Every outcome that a search meets. */
  static Set<String> outcomes(Program program, Search search, MemorySemantics memory) {
    return explore(program, search, memory, Long.MAX_VALUE).outcomes();
  }
}
