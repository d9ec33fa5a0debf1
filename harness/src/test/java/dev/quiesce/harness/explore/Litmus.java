package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Small programs over the seam, and what a search saw of them. */
final class Litmus {
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
  }

  /** Collects what the tasks of one execution report, and how it ended. */
  static final class Log implements Observer {
    private final List<String> lines = new ArrayList<>();
    private String end = "quiescent";

    void say(String line) {
      lines.add(line);
    }

    String outcome() {
      return end + new TreeSet<>(lines);
    }

    @Override
    public void step(int number) {}

    @Override
    public void marked(TaskInfo task, Marker marker) {}

    @Override
    public void freed(TaskInfo task, Lifetime lifetime) {}

    @Override
    public void blocked(TaskInfo task, String operation, List<TaskInfo> holders) {}

    @Override
    public void fault(TaskInfo task, Throwable fault) {
      end = "fault " + fault.getMessage();
    }

    @Override
    public void deadlock(List<Waiting> waiting) {
      end = "deadlock " + waiting.stream().map(Waiting::toString).sorted().toList();
    }

    @Override
    public void livelock(int steps) {
      end = "livelock";
    }

    @Override
    public void quiescent() {}
  }

  static void thread(String name, Runnable body) {
    Seam.thread(name, false, body).start();
  }

  /** Every outcome that a search meets under sequential consistency. */
  static Set<String> outcomes(Program program, Search search) {
    return outcomes(program, search, MemorySemantics.SC);
  }

  /** Every outcome that a search meets. */
  static Set<String> outcomes(Program program, Search search, MemorySemantics memory) {
    Set<String> outcomes = new TreeSet<>();
    try (Workers workers = new Workers()) {
      while (true) {
        Execution execution = new Execution(workers, search, 1000, memory, false);
        if (execution.run(program) != Execution.End.COVERED) {
          outcomes.add(((Log) execution.observer()).outcome());
        }
        if (!search.advance(execution)) {
          return outcomes;
        }
      }
    }
  }
}
