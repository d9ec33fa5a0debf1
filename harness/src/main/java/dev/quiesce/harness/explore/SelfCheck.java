package dev.quiesce.harness.explore;

/**
 * Runs a sample of executions again and compares what they did, step by step: the program must do
 * the same under the same choices, and must not start threads of its own. The sample is dense in
 * the beginning and thins out.
 */
final class SelfCheck {
  /** After the first executions, one in so many is run again. */
  private static final int THIN = 1024;

  private final Program program;
  private final MemorySemantics memory;
  private final int maxSteps;
  private final Workers workers;
  private final RaceDetector races;
  private long number;
  private long count;
  private Tracing original;

  SelfCheck(
      Program program, MemorySemantics memory, int maxSteps, Workers workers, RaceDetector races) {
    this.races = races;
    this.program = program;
    this.memory = memory;
    this.maxSteps = maxSteps;
    this.workers = workers;
    this.original = new Tracing(new ReplayChooser(new Schedule(new int[0]), 0));
  }

  /** How many executions were run again. */
  long count() {
    return count;
  }

  /** The chooser for the next execution. */
  Chooser watch(Chooser chooser) {
    if (!isSampled(++number)) {
      return chooser;
    }
    original = new Tracing(chooser);
    return original;
  }

  /** Execution 1, 2, 4, 8 and so on, and then one in {@link #THIN}. */
  private static boolean isSampled(long number) {
    return number < THIN ? Long.bitCount(number) == 1 : number % THIN == 0;
  }

  /**
   * The execution has ended.
   *
   * @throws Nondeterminism if it was sampled, and does something else when it is run again
   */
  void ended(Execution execution) {
    if (!isSampled(number)) {
      return;
    }
    count++;
    repeat(execution.schedule());
  }

  private void repeat(Schedule schedule) {
    Strays strays = workers.strays();
    long before = strays.count();
    Tracing again = new Tracing(new PrefixChooser(schedule));
    Execution repeated = new Execution(workers, again, maxSteps, memory, false, races);
    Execution.End unused = repeated.run(program);
    if (again.trace() != original.trace()) {
      throw new Nondeterminism(
          "an execution of "
              + schedule.length()
              + " steps did something else when it was run again: the program is not deterministic,"
              + " or uses threads, time or chance outside the seam");
    }
    if (strays.count() > before) {
      throw new Nondeterminism(
          "an execution started threads outside the seam: the scheduler does not control what they"
              + " do");
    }
  }

  /** Takes the steps of a schedule and stops. */
  private record PrefixChooser(Schedule schedule) implements Chooser {
    @Override
    public int choose(Execution execution) {
      int depth = execution.steps();
      if (depth == schedule.length()) {
        return STOP;
      }
      int next = schedule.at(depth);
      Nondeterminism.checkCanAct(depth, next, execution.actors().canAct(next));
      return next;
    }
  }

  /** Hashes what the steps of one execution are, and who could take them. */
  private static final class Tracing implements Chooser {
    private final Chooser chooser;
    private long trace;

    Tracing(Chooser chooser) {
      this.chooser = chooser;
    }

    long trace() {
      return trace;
    }

    @Override
    public int choose(Execution execution) {
      int chosen = chooser.choose(execution);
      if (chosen != STOP) {
        trace = Mixing.mix(trace, execution.enabled());
        trace = Mixing.mix(trace, chosen);
        trace = Mixing.mix(trace, execution.actors().kindOf(chosen).name().hashCode());
        for (long access : execution.actors().footprintOf(chosen)) {
          trace = Mixing.mix(trace, access);
        }
      }
      return chosen;
    }

    @Override
    public void settled(Execution execution) {
      chooser.settled(execution);
    }
  }
}
