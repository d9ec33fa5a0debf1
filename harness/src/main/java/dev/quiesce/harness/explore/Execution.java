package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.Seam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program under one chooser. Exactly one thread acts at a time: the exploring one,
 * which sets up; then that of the task with the baton; after the end, task by task, those that fall
 * out of their bodies; and then the exploring one goes on. The hand-over of the baton orders
 * everything.
 */
final class Execution {
  /** How an execution ended. */
  enum End {
    /** Every task finished, or is a daemon that waits. */
    QUIESCENT,
    DEADLOCK,
    LIVELOCK,
    /** The chooser stopped it: what follows is covered elsewhere. */
    COVERED
  }

  /** Under this name the initial state is built. */
  static final TaskInfo SET_UP = new TaskInfo(-1, "set-up");

  private static final int EXPECTED_STEPS = 128;

  private final Workers workers;
  private final Chooser chooser;
  private final int maxSteps;
  private final MemorySemantics memory;
  private final RaceDetector races;
  private final @Nullable Story story;
  private final List<Task> tasks = new ArrayList<>();
  private final Actors actors;
  private int[] choices = new int[EXPECTED_STEPS];
  private final List<ControlledMutex> mutexes = new ArrayList<>();
  private final References references = new References();
  private final List<Marker> setUpMarkers = new ArrayList<>();

  /** The exploring thread, which runs tasks too: the first, and what begins where that ends. */
  private final Worker host = new Worker();

  private @Nullable Observer observer;
  private @Nullable Task running;
  private boolean settingUp = true;
  private int steps;
  private int enabled;

  /** Whether {@link #enabled} is of this state. */
  private boolean looked;

  private int last = Chooser.STOP;
  private @Nullable End end;
  private @Nullable RuntimeException broken;
  private boolean faulted;
  private int faultStep;
  private volatile boolean over;

  Execution(
      Workers workers,
      Chooser chooser,
      int maxSteps,
      MemorySemantics memory,
      boolean explaining,
      RaceDetector races) {
    this.workers = workers;
    this.chooser = chooser;
    this.maxSteps = maxSteps;
    this.memory = memory;
    this.actors = new Actors(tasks, memory.tso());
    this.story = explaining ? new Story() : null;
    this.races = races;
  }

  /**
   * Runs {@code program} once.
   *
   * @throws Nondeterminism if the chooser finds that it does not fit
   */
  End run(Program program) {
    workers.watchdog().begins(this);
    races.reset(tso() ? null : this);
    // The pseudo-task under which the initial state is built.
    Seam.bind(new Task(this, SET_UP, false, null));
    try {
      observer = program.build();
    } finally {
      Seam.bind(null);
    }
    settingUp = false;
    for (Marker marker : setUpMarkers) {
      observer.marked(SET_UP, marker);
    }
    Task first = next(null);
    if (first != null) {
      first.begin(host);
      host.serve(() -> over);
      workers.watchdog().ended();
    }
    if (broken != null) {
      throw broken;
    }
    return Objects.requireNonNull(end);
  }

  /**
   * Called by another thread: nothing happens any more. Should a task come back after all, it
   * unwinds, and the others after it.
   */
  Stalled abandon(Thread exploring) {
    end = End.COVERED;
    Task stuck = running;
    if (stuck != null) {
      return new Stalled(stuck.info(), steps, workers.patience(), stuck.stack());
    }
    TaskInfo who = settingUp ? SET_UP : Watchdog.EXPLORER;
    return new Stalled(who, steps, workers.patience(), exploring.getStackTrace());
  }

  boolean settingUp() {
    return settingUp;
  }

  boolean ended() {
    return end != null;
  }

  /** Whether it is told, step by step. */
  boolean explaining() {
    return story != null;
  }

  /** What is told of an execution that is explained. */
  Story story() {
    return Objects.requireNonNull(story);
  }

  /** The mutexes made so far. */
  List<ControlledMutex> mutexes() {
    return mutexes;
  }

  RaceDetector races() {
    return races;
  }

  References references() {
    return references;
  }

  Workers workers() {
    return workers;
  }

  Observer observer() {
    return Objects.requireNonNull(observer);
  }

  List<Task> tasks() {
    return tasks;
  }

  /** Steps until the first fault, or all of them: the length of a counterexample. */
  int interestingSteps() {
    return faulted ? faultStep : steps;
  }

  int steps() {
    return steps;
  }

  Schedule schedule() {
    return new Schedule(Arrays.copyOf(choices, steps));
  }

  /** The number of the task that took the last step; {@link Chooser#STOP} before the first. */
  int last() {
    return last;
  }

  Task newTask(String name, boolean daemon, Runnable body) {
    if (tasks.size() == Actors.FIRST_BUFFER) {
      throw new IllegalStateException(
          "more than " + Actors.FIRST_BUFFER + " threads in one execution");
    }
    Task task = new Task(this, new TaskInfo(tasks.size(), name), daemon, body);
    tasks.add(task);
    return task;
  }

  void note(TaskInfo task, Supplier<String> text) {
    if (explaining() && !settingUp) {
      story().row(new StepInfo(steps, task, text.get()));
    }
  }

  void marked(TaskInfo task, Marker marker) {
    if (settingUp) {
      setUpMarkers.add(marker);
    } else {
      observer().marked(task, marker);
    }
  }

  /** Whether stores are buffered. */
  boolean tso() {
    return memory.tso();
  }

  /** How often each task may wake up for nothing. */
  int spuriousWakeUps() {
    return memory.spuriousWakeUps();
  }

  /** Whether a planted bug leaves out the fence of that name. */
  boolean omitsFence(String site) {
    return memory.withoutFences().contains(site);
  }

  /** The actors that can act, as a bit set: what the chooser chooses from. */
  int enabled() {
    if (!looked) {
      enabled = actors.enabled();
      looked = true;
    }
    return enabled;
  }

  /** Who takes the steps. */
  Actors actors() {
    return actors;
  }

  /** Called by a task that has announced its next operation; returns when that task is to act. */
  void schedule(Task self) {
    if (!self.enabled()) {
      observer().blocked(self.info(), () -> Waits.of(self).what(), Waits.holders(self, tasks));
    }
    Task next = next(self);
    if (next == self) {
      return;
    }
    if (next == null) {
      throw Abort.INSTANCE;
    }
    next.resume();
    self.pause();
    if (end != null) {
      throw Abort.INSTANCE;
    }
  }

  /**
   * The task's body has ended, or has been unwound. After the end each task that is still inside
   * its body gets the turn once more, to fall out of it; after the last the exploration goes on.
   *
   * @param worker whose thread calls, and has nothing left to do: it runs the next task if that has
   *     not begun, so that no other thread has to wake up
   */
  void finished(Worker worker) {
    Task next = end == null ? next(null) : null;
    if (next == null) {
      next = insideItsBody();
      running = next;
    }
    if (next != null && !next.running()) {
      next.begin(worker);
      return;
    }
    if (worker != host) {
      workers.giveBack(worker);
    }
    if (next == null) {
      over = true;
      host.wake();
    } else {
      next.resume();
    }
  }

  private @Nullable Task insideItsBody() {
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      if (task.running()) {
        return task;
      }
    }
    return null;
  }

  /**
   * A task met a fault. The others go on, so that the search sees what they would have done. What a
   * subject throws while it is unwound is no fault of its own.
   */
  void fault(Task task, Throwable fault) {
    if (!faulted && end == null) {
      faulted = true;
      faultStep = steps;
      observer().fault(task.info(), fault);
    }
  }

  void add(ControlledMutex mutex) {
    mutexes.add(mutex);
  }

  void releaseMutexesOf(Task task) {
    for (ControlledMutex mutex : mutexes) {
      if (mutex.owner() == task) {
        mutex.abandon();
      }
    }
  }

  /**
   * Who goes next; null when the execution ends here.
   *
   * @param self the task whose thread asks; null for one that is no task's, or no longer
   */
  private @Nullable Task next(@Nullable Task self) {
    while (true) {
      looked = false;
      int chosen = choose();
      if (chosen == Chooser.STOP) {
        return null;
      }
      if (explaining()) {
        story().step(chosen, actors.footprintOf(chosen));
      }
      if (steps == choices.length) {
        choices = Arrays.copyOf(choices, 2 * steps);
      }
      choices[steps++] = chosen;
      observer().step(steps);
      if (!Actors.isBuffer(chosen)) {
        last = chosen;
        Task next = tasks.get(chosen);
        running = next;
        next.stepped();
        return next;
      }
      tasks.get(chosen - Actors.FIRST_BUFFER).memory().flush(self);
    }
  }

  /**
   * Who takes the next step; {@link Chooser#STOP} when the execution ends here. An exception of the
   * chooser or the observer ends it too, and belongs to the explorer, not to the subject.
   */
  private int choose() {
    try {
      int prescribed = chooser.prescribed(this);
      if (prescribed != Chooser.FREE) {
        return prescribed;
      }
      if (enabled() == 0) {
        settle();
        return Chooser.STOP;
      }
      if (steps >= maxSteps) {
        end = End.LIVELOCK;
        if (!faulted) {
          observer().livelock(steps);
        }
        return Chooser.STOP;
      }
      int chosen = chooser.choose(this);
      if (chosen == Chooser.STOP) {
        end = End.COVERED;
      }
      return chosen;
    } catch (RuntimeException e) {
      broken = e;
      end = End.COVERED;
      return Chooser.STOP;
    }
  }

  private void settle() {
    chooser.settled(this);
    if (Waits.onlyOfDaemons(tasks)) {
      end = End.QUIESCENT;
      if (!faulted) {
        observer().quiescent();
      }
    } else {
      end = End.DEADLOCK;
      if (!faulted) {
        observer().deadlock(Waits.all(tasks));
      }
    }
  }
}
