package dev.quiesce.harness.explore;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.seam.AccessMode;
import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Controller;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Fence;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamThread;
import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the model within one execution, and the seam's controller for it. All its state is
 * touched only by the thread that has the execution's baton.
 */
final class Task implements Controller, SeamThread {
  private static final int NUMBER_BITS = 20;

  private final Execution execution;
  private final TaskInfo info;
  private final boolean daemon;
  private final @Nullable Runnable body;
  private final long location;
  private @Nullable Worker worker;
  private int allocations;
  private boolean started;
  private boolean finished;
  private boolean killed;
  private final TaskMemory memory = new TaskMemory(this);
  private int steps;
  private int spuriousWakeUps;

  /** What it does next. */
  private final Pending pending;

  Task(Execution execution, TaskInfo info, boolean daemon, @Nullable Runnable body) {
    this.execution = execution;
    this.info = info;
    this.daemon = daemon;
    this.body = body;
    this.location = Footprint.thread(info.number());
    this.pending = new Pending(execution, info.number());
  }

  static Task current() {
    return (Task) Seam.controller();
  }

  TaskInfo info() {
    return info;
  }

  boolean daemon() {
    return daemon;
  }

  boolean started() {
    return started;
  }

  boolean finished() {
    return finished;
  }

  /** What it has announced. */
  Pending pending() {
    return pending;
  }

  StoreBuffer buffer() {
    return memory.buffer();
  }

  /** Notes that an object is reached, while the execution is explained. */
  void touches(SharedObject object, SharedField field) {
    if (execution.explaining()) {
      execution.story().touched().add(object, field);
    }
  }

  RaceDetector races() {
    return execution.races();
  }

  TaskMemory memory() {
    return memory;
  }

  /** Whether the task has nothing left to do but to unwind. */
  boolean isOver() {
    return killed || execution.ended();
  }

  /** Whether the initial state is being built: nobody watches, and nothing is a step. */
  boolean settingUp() {
    return execution.settingUp();
  }

  /** Whether its stores become visible later than they are issued. */
  boolean buffersStores() {
    return execution.tso();
  }

  /** Steps that the task has taken. */
  int steps() {
    return steps;
  }

  void stepped() {
    steps++;
  }

  /** It goes on although what it waited for has not happened. */
  void wakesSpuriously() {
    spuriousWakeUps++;
  }

  /** Whether the pending operation can act now. */
  boolean enabled() {
    if (!started || finished) {
      return false;
    }
    if (execution.tso() && pending.drains() && !buffer().isEmpty()) {
      return false;
    }
    return pending.ready(spuriousWakeUps);
  }

  /** Announces an operation and returns when it is this task's turn to act. */
  void announce(OpKind kind, @Nullable Object target, long[] footprint) {
    if (execution.settingUp()) {
      return;
    }
    if (isOver()) {
      throw Abort.INSTANCE;
    }
    pending.set(kind, target, footprint);
    execution.schedule(this);
  }

  /** Tells whoever watches the execution what the task does; nobody watches the set-up. */
  void tell(Consumer<Observer> what) {
    if (!execution.settingUp() && !isOver()) {
      what.accept(execution.observer());
    }
  }

  /** Adds a row to the step table of an execution that is explained. */
  void note(Supplier<String> text) {
    execution.note(info, text);
  }

  /** Hands the baton to this task. */
  void resume() {
    if (worker == null) {
      begin(execution.workers().take());
    } else {
      worker.resume();
    }
  }

  /** Begins with the baton, on a worker that has nothing else to do. */
  void begin(Worker idle) {
    worker = idle;
    idle.run(this::main);
  }

  /** Waits for the baton, on the task's own thread. */
  void pause() {
    Objects.requireNonNull(worker).pause();
  }

  /** What its thread is doing. */
  StackTraceElement[] stack() {
    return worker == null ? new StackTraceElement[0] : worker.stack();
  }

  /** Whether its thread is somewhere inside the body. */
  boolean running() {
    return worker != null && !finished;
  }

  private void main() {
    Worker mine = Objects.requireNonNull(worker);
    Seam.bind(this);
    try {
      note(() -> "begins");
      Objects.requireNonNull(body).run();
      announce(OpKind.END, null, new long[] {Footprint.write(location)});
      note(() -> "ends");
    } catch (Abort e) {
      // the execution has ended: nothing is left to do
    } catch (Throwable e) {
      execution.fault(this, e);
    } finally {
      Seam.bind(null);
      finished = true;
      execution.releaseMutexesOf(this);
      execution.finished(mine);
    }
  }

  @Override
  public String name() {
    return info.name();
  }

  @Override
  public String threadName() {
    return info.name();
  }

  @Override
  public void start() {
    Task starter = current();
    starter.announce(OpKind.START, this, new long[] {Footprint.write(location)});
    started = true;
    races().order(starter, this);
    starter.note(() -> "start " + info.name());
  }

  @Override
  public void join() {
    Task waiter = current();
    waiter.announce(OpKind.JOIN, this, new long[] {Footprint.read(location)});
    races().order(this, waiter);
    waiter.note(() -> "join " + info.name());
  }

  @Override
  public int allocated(SharedObject object) {
    return (info.number() + 1) << NUMBER_BITS | allocations++;
  }

  @Override
  public boolean explaining() {
    return execution.explaining();
  }

  @Override
  public boolean isScheduler(String className) {
    return CallSite.isScheduler(className);
  }

  @Override
  public @Nullable Object load(SharedField field, SharedObject object, AccessMode mode) {
    return memory.load(field, object, mode);
  }

  @Override
  public void store(
      SharedField field, SharedObject object, @Nullable Object value, AccessMode mode) {
    memory.store(field, object, value, mode);
  }

  @Override
  public boolean compareAndSet(
      SharedField field, SharedObject object, @Nullable Object expected, @Nullable Object value) {
    return memory.compareAndSet(field, object, expected, value);
  }

  @Override
  public @Nullable Object getAndSet(
      SharedField field, SharedObject object, @Nullable Object value) {
    return memory.getAndSet(field, object, value);
  }

  @Override
  public Object update(SharedField field, SharedObject object, UnaryOperator<Object> change) {
    return memory.update(field, object, change);
  }

  @Override
  public boolean count(SharedField field, SharedObject object, boolean add) {
    return memory.count(new Count(execution.references(), field, object, info.number(), add));
  }

  @Override
  public void fence(Fence fence, String site) {
    memory.fence(execution, fence, site);
  }

  @Override
  public Mutex mutex(String name) {
    ControlledMutex mutex = new ControlledMutex(name);
    execution.add(mutex);
    return mutex;
  }

  @Override
  public Event event(String name, boolean set) {
    return new ControlledEvent(name, set);
  }

  @Override
  public SeamThread thread(String name, boolean isDaemon, Runnable threadBody) {
    return execution.newTask(name, isDaemon, threadBody);
  }

  @Override
  public void step(AtomicStep step) {
    announce(OpKind.STEP, step, Footprint.NONE);
    step.run();
    if (execution.explaining()) {
      execution.story().touched().add(step);
    }
    races().stepped(this, step);
    note(step::label);
  }

  @Override
  public void lifetime(Lifetime lifetime, boolean freed, Runnable action) {
    if (freed) {
      announce(OpKind.FREE, lifetime, new long[] {Footprint.write(Footprint.life(lifetime))});
      note(() -> "free " + lifetime.label());
    }
    try {
      action.run();
    } catch (MemoryFault noted) {
      assert noted.kind() == FaultKind.DOUBLE_FREE;
    }
    if (freed && !execution.settingUp()) {
      execution.observer().freed(info, lifetime);
    }
  }

  @Override
  public void failing(Error fault) {
    if (execution.settingUp()) {
      return;
    }
    execution.fault(this, fault);
    if (fault instanceof MemoryFault memory
        && (memory.kind() == FaultKind.USE_AFTER_FREE || memory.kind() == FaultKind.DOUBLE_FREE)) {
      return;
    }
    killed = true;
    throw Abort.INSTANCE;
  }

  @Override
  public void mark(Marker marker) {
    if (settingUp()) {
      execution.marked(info, marker);
      return;
    }
    long[] footprint = Markers.footprint(marker);
    if (footprint.length > 0) {
      announce(OpKind.MARK, marker, footprint);
    }
    if (isOver()) {
      throw Abort.INSTANCE;
    }
    if (explaining() && Markers.isWorthARow(marker)) {
      note(() -> Markers.describe(marker));
    }
    execution.marked(info, marker);
  }
}
