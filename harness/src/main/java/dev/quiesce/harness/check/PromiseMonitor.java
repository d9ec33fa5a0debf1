package dev.quiesce.harness.check;

import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.SelfDeadlock;
import dev.quiesce.harness.check.TaskHistory.Frame;
import dev.quiesce.harness.check.TaskHistory.Visit;
import dev.quiesce.harness.check.TaskHistory.What;
import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.explore.Waiting;
import dev.quiesce.harness.result.ViolationKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches one execution and notes which promises were exercised and which were broken (design,
 * "Promises"). After the first fault the rest is ignored: in C anything may follow.
 */
public final class PromiseMonitor implements Observer {
  private final int backlogBound;
  private final Map<MemoryListener, ListenerHistory> listeners = new LinkedHashMap<>();
  private final Map<TaskInfo, TaskHistory> tasks = new HashMap<>();
  private final Set<Lifetime> retired = new HashSet<>();
  private final Set<Lifetime> released = new HashSet<>();
  private final Set<Lifetime> freed = new HashSet<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private final EnumSet<Promise> exercised = EnumSet.of(Promise.NO_DEADLOCK);
  private int reading;
  private int writing;
  private boolean migrating;
  private boolean overlapped;
  private boolean declined;
  private boolean over;
  private @Nullable Throwable error;

  /**
   * A monitor for a strategy that declares {@code backlogBound} retired owners; negative for
   * unbounded.
   */
  public PromiseMonitor(int backlogBound) {
    this.backlogBound = backlogBound;
  }

  /** Makes a listener known, with the callbacks that its owner sets. */
  public void know(MemoryListener listener, Set<Callback> callbacks) {
    listeners.put(listener, new ListenerHistory(listener.name(), callbacks));
  }

  /** The owner's code has given the storage up: it must be freed before quiescence. */
  public void released(Lifetime storage) {
    released.add(storage);
    exercised.add(Promise.FREED_EXACTLY_ONCE);
  }

  /** The scenario's reading operation begins or ends. */
  public void reading(boolean begins) {
    reading += begins ? 1 : -1;
    overlapped |= begins && writing > 0;
  }

  /** The scenario's changing operation begins or ends. */
  public void writing(boolean begins) {
    writing += begins ? 1 : -1;
    overlapped |= begins && reading > 0;
  }

  /** What was broken, in order. */
  public List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  /** Which promises this execution could have broken. */
  public Set<Promise> exercised() {
    return Set.copyOf(exercised);
  }

  /**
   * Whether the two operations overlapped, one waited for the other, or was declined because of it.
   */
  public boolean overlapped() {
    return overlapped;
  }

  /** Whether an unregistration was refused or postponed. */
  public boolean declined() {
    return declined;
  }

  /** An error that is not a verdict: the harness or the strategy is broken. */
  public @Nullable Throwable error() {
    return error;
  }

  private void saw(Promise promise, ViolationKind kind, String message) {
    exercised.add(promise);
    if (sightings.stream().noneMatch(one -> one.promise() == promise && one.kind() == kind)) {
      sightings.add(Sighting.of(promise, kind, message));
    }
  }

  private TaskHistory of(TaskInfo task) {
    return tasks.computeIfAbsent(task, key -> new TaskHistory());
  }

  private ListenerHistory of(@Nullable SharedObject listener) {
    return Objects.requireNonNull(
        listeners.get((MemoryListener) Objects.requireNonNull(listener)), "unknown listener");
  }

  @Override
  public void marked(TaskInfo task, Marker marker) {
    if (over) {
      return;
    }
    TaskHistory self = of(task);
    switch (marker.kind()) {
      case WALK_BEGIN -> walkBegins(self, (ListenerWalk) Objects.requireNonNull(marker.detail()));
      case WALK_END -> walkEnds(self);
      case REGISTER_CALLED -> {
        writing(true);
        self.stack.push(new Frame(What.REGISTER, null));
        of(marker.subject()).beginRegistration();
      }
      case REGISTER_RETURNED -> {
        writing(false);
        self.pop(What.REGISTER);
        of(marker.subject()).registering = false;
        of(marker.subject()).registered = true;
      }
      case UNREGISTER_CALLED -> unregisterCalled(self, of(marker.subject()));
      case UNREGISTER_RETURNED, UNREGISTER_POSTPONED, UNREGISTER_REFUSED ->
          unregisterEnded(task, self, of(marker.subject()), marker);
      case REPLAY_BEGIN -> replayBegins(task, self, of(marker.subject()));
      case REPLAY_END -> {
        self.pop(What.REPLAY);
        of(marker.subject()).replaying = null;
      }
      case CALLBACK_ENTER ->
          callbackEnters(
              task, self, of(marker.subject()), (Call) Objects.requireNonNull(marker.detail()));
      case CALLBACK_EXIT ->
          callbackExits(
              task, self, of(marker.subject()), (Call) Objects.requireNonNull(marker.detail()));
      case COMMIT_BEGIN -> self.stack.push(new Frame(What.COMMIT, null));
      case COMMIT_END -> self.pop(What.COMMIT);
      case BQL_TAKEN -> {}
      case BQL_RELEASED -> bqlReleased(task, self);
      case SECTION_ENTER -> self.sections++;
      case SECTION_LEAVE -> self.sections--;
      case MIGRATION_STARTED -> migrating = true;
      case MIGRATION_ENDED -> migrating = false;
      case RETIRED -> retire((Lifetime) Objects.requireNonNull(marker.subject()));
      case LOOKUP_FAILED ->
          saw(Promise.NO_LOST_CALLBACK, ViolationKind.LOST_LOOKUP, String.valueOf(marker.detail()));
    }
  }

  private void walkBegins(TaskHistory self, ListenerWalk walk) {
    reading(true);
    exercised.add(Promise.READERS_NEVER_BLOCK);
    Frame frame = new Frame(What.WALK, walk);
    for (ListenerHistory listener : listeners.values()) {
      if (listener.registered) {
        frame.registeredBefore.add(new Visit(listener, listener.registration));
      }
    }
    self.stack.push(frame);
  }

  private void walkEnds(TaskHistory self) {
    reading(false);
    exercised.add(Promise.NO_LOST_CALLBACK);
    Frame frame = self.stack.peek();
    if (frame == null || frame.what != What.WALK) {
      return;
    }
    self.stack.pop();
    Callback callback = frame.walk.callback();
    for (ListenerHistory listener : listeners.values()) {
      if (!listener.callbacks.contains(callback)) {
        continue;
      }
      Visit visit = new Visit(listener, listener.registration);
      int count = frame.visits.getOrDefault(visit, 0);
      boolean forAllOfIt = listener.registered && frame.registeredBefore.contains(visit);
      if (forAllOfIt && count == 0) {
        saw(
            Promise.NO_LOST_CALLBACK,
            ViolationKind.LOST_CALLBACK,
            listener.name
                + " was registered for the whole walk and its "
                + callback.cName()
                + " was not called");
      } else if (count > 1) {
        saw(
            Promise.NO_LOST_CALLBACK,
            ViolationKind.LOST_CALLBACK,
            listener.name + " was called " + count + " times in one walk of " + callback.cName());
      }
    }
  }

  private void unregisterCalled(TaskHistory self, ListenerHistory listener) {
    writing(true);
    exercised.add(Promise.KEEPS_BQL);
    if (self.sections > 0) {
      exercised.add(Promise.LEGAL_IN_READ_SECTION);
    }
    if (self.inside(What.CALLBACK)) {
      exercised.add(Promise.LEGAL_IN_CALLBACK);
    }
    if (migrating) {
      exercised.add(Promise.LEGAL_DURING_MIGRATION);
    }
    if (reading > 0) {
      exercised.add(Promise.NO_LOGICAL_USE_AFTER_FREE);
      exercised.add(Promise.NO_USE_AFTER_FREE);
    }
    self.stack.push(new Frame(What.UNREGISTER, null));
    listener.registered = false;
  }

  private void unregisterEnded(
      TaskInfo task, TaskHistory self, ListenerHistory listener, Marker marker) {
    writing(false);
    self.pop(What.UNREGISTER);
    if (marker.detail() == Unregistration.NOT_REGISTERED) {
      return;
    }
    if (marker.detail() != Unregistration.DONE) {
      declined = true;
      overlapped |= reading > 0 || migrating;
      listener.registered = true;
      if (migrating) {
        saw(
            Promise.LEGAL_DURING_MIGRATION,
            ViolationKind.UNDECLARED_REFUSAL,
            "unregister of "
                + listener.name
                + " was declined while a migration ran: "
                + marker.detail());
      }
      return;
    }
    listener.gone = true;
    exercised.add(Promise.NO_CALLBACK_AFTER_UNREGISTER);
    for (ListenerHistory.Running running : listener.running) {
      if (!running.task.equals(task) && !running.droppedBql) {
        saw(
            Promise.NO_CALLBACK_AFTER_UNREGISTER,
            ViolationKind.LATE_CALLBACK,
            running.call
                + " of "
                + listener.name
                + " still runs on "
                + running.task.name()
                + " although unregister has returned");
      }
    }
  }

  private void replayBegins(TaskInfo task, TaskHistory self, ListenerHistory listener) {
    exercised.add(Promise.NO_OVERLAP_WITH_REPLAY);
    self.stack.push(new Frame(What.REPLAY, null));
    listener.replaying = task;
    if (listener.runsElsewhere(task)) {
      saw(
          Promise.NO_OVERLAP_WITH_REPLAY,
          ViolationKind.OVERLAP_WITH_REPLAY,
          "a callback of " + listener.name + " runs while its replay begins");
    }
  }

  private void callbackEnters(
      TaskInfo task, TaskHistory self, ListenerHistory listener, Call call) {
    Frame around = self.stack.peek();
    if (around != null && around.what == What.WALK && around.walk.callback() == call.callback()) {
      around.visits.merge(new Visit(listener, listener.registration), 1, Integer::sum);
    }
    if (listener.gone) {
      saw(
          Promise.NO_CALLBACK_AFTER_UNREGISTER,
          ViolationKind.LATE_CALLBACK,
          call
              + " of "
              + listener.name
              + " starts on "
              + task.name()
              + " after its unregister has returned");
    }
    if (listener.replaying != null && !listener.replaying.equals(task)) {
      saw(
          Promise.NO_OVERLAP_WITH_REPLAY,
          ViolationKind.OVERLAP_WITH_REPLAY,
          call + " of " + listener.name + " starts on " + task.name() + " during its replay");
    }
    if (listener.runsElsewhere(task)) {
      saw(
          Promise.SERIAL_CALLBACKS,
          ViolationKind.CONCURRENT_CALLBACK,
          call
              + " of "
              + listener.name
              + " starts on "
              + task.name()
              + " while another of its callbacks runs");
    }
    if (call.callback() == Callback.LOG_CLEAR) {
      clearEnters(listener, regionOf(call));
    }
    listener.running.add(new ListenerHistory.Running(task, call));
    self.stack.push(new Frame(What.CALLBACK, null));
  }

  private void clearEnters(ListenerHistory listener, MemoryRegion region) {
    exercised.add(Promise.SERIAL_CALLBACKS);
    if (listener.deleted.contains(region)) {
      saw(
          Promise.NO_CALLBACK_AFTER_REGION_DEL,
          ViolationKind.CALLBACK_AFTER_REGION_DEL,
          "log_clear of " + listener.name + " starts after its region_del(" + region.name() + ")");
    }
    if (listener.registering && !listener.added.contains(region)) {
      saw(
          Promise.NO_CALLBACK_BEFORE_REGION_ADD,
          ViolationKind.CALLBACK_AFTER_REGION_DEL,
          "log_clear of " + listener.name + " starts before its region_add(" + region.name() + ")");
    }
  }

  private void callbackExits(TaskInfo task, TaskHistory self, ListenerHistory listener, Call call) {
    self.pop(What.CALLBACK);
    listener.leave(task);
    if (listener.replaying == null
        || !listener.replaying.equals(task)
        || !self.stack.stream().anyMatch(f -> f.what == What.REPLAY)) {
      return;
    }
    if (call.callback() == Callback.REGION_ADD) {
      exercised.add(Promise.NO_CALLBACK_BEFORE_REGION_ADD);
      listener.added.add(regionOf(call));
    } else if (call.callback() == Callback.REGION_DEL) {
      MemoryRegion region = regionOf(call);
      exercised.add(Promise.NO_CALLBACK_AFTER_REGION_DEL);
      listener.deleted.add(region);
      boolean clears =
          listener.running.stream()
              .anyMatch(
                  one -> one.call.callback() == Callback.LOG_CLEAR && regionOf(one.call) == region);
      if (clears) {
        saw(
            Promise.NO_CALLBACK_AFTER_REGION_DEL,
            ViolationKind.CALLBACK_AFTER_REGION_DEL,
            "log_clear of "
                + listener.name
                + " runs while its region_del("
                + region.name()
                + ") is delivered");
      }
    }
  }

  private static MemoryRegion regionOf(Call call) {
    return Objects.requireNonNull(call.section()).region();
  }

  private void bqlReleased(TaskInfo task, TaskHistory self) {
    for (ListenerHistory listener : listeners.values()) {
      listener.running.stream()
          .filter(one -> one.task.equals(task))
          .forEach(one -> one.droppedBql = true);
    }
    if (self.unregistersItself()) {
      saw(
          Promise.KEEPS_BQL,
          ViolationKind.BQL_DROPPED,
          task.name() + " releases its BQL inside unregister");
    }
  }

  private void retire(Lifetime storage) {
    retired.add(storage);
    if (backlogBound >= 0) {
      exercised.add(Promise.BOUNDED_BACKLOG);
      if (retired.size() > backlogBound) {
        saw(
            Promise.BOUNDED_BACKLOG,
            ViolationKind.BACKLOG,
            retired.size() + " owners are retired and not freed, declared are " + backlogBound);
      }
    }
  }

  @Override
  public void freed(TaskInfo task, Lifetime lifetime) {
    retired.remove(lifetime);
    freed.add(lifetime);
    if (reading > 0) {
      exercised.add(Promise.NO_USE_AFTER_FREE);
    }
  }

  @Override
  public void blocked(TaskInfo task, String operation, List<TaskInfo> holders) {
    if (over) {
      return;
    }
    TaskHistory self = of(task);
    boolean forWriter = holders.stream().anyMatch(holder -> of(holder).changesLists());
    overlapped |= forWriter || (self.changesLists() && !holders.isEmpty());
    if (self.walks() && forWriter) {
      saw(
          Promise.READERS_NEVER_BLOCK,
          ViolationKind.BLOCKED_READER,
          task.name() + " waits in a walk: " + operation);
    }
  }

  @Override
  public void fault(TaskInfo task, Throwable fault) {
    if (over) {
      return;
    }
    over = true;
    if (fault instanceof MemoryFault memory) {
      switch (memory.kind()) {
        case USE_AFTER_FREE ->
            saw(Promise.NO_USE_AFTER_FREE, ViolationKind.USE_AFTER_FREE, text(memory));
        case LOGICAL_USE_AFTER_FREE ->
            saw(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                ViolationKind.LOGICAL_USE_AFTER_FREE,
                text(memory));
        case NULL_DEREFERENCE ->
            saw(Promise.NO_LOGICAL_USE_AFTER_FREE, ViolationKind.NULL_DEREFERENCE, text(memory));
        case DOUBLE_FREE ->
            saw(Promise.FREED_EXACTLY_ONCE, ViolationKind.DOUBLE_FREE, text(memory));
      }
    } else if (fault instanceof SelfDeadlock) {
      illegalWait(task);
      saw(Promise.NO_DEADLOCK, ViolationKind.SELF_DEADLOCK, text(fault));
    } else {
      error = fault;
    }
  }

  @Override
  public void deadlock(List<Waiting> waiting) {
    over = true;
    waiting.forEach(one -> illegalWait(one.task()));
    overlapped = true;
    saw(
        Promise.NO_DEADLOCK,
        ViolationKind.DEADLOCK,
        "deadlock: "
            + waiting.stream()
                .filter(one -> !one.daemon() || one.what().contains("BQL"))
                .map(Waiting::toString)
                .collect(Collectors.joining("; ")));
  }

  /**
   * A wait without end inside unregister breaks what unregister promises about where it may be
   * called.
   */
  private void illegalWait(TaskInfo task) {
    TaskHistory self = of(task);
    if (self.inside(What.UNREGISTER)) {
      if (self.sections > 0) {
        saw(
            Promise.LEGAL_IN_READ_SECTION,
            ViolationKind.DEADLOCK,
            "unregister in a read section of " + task.name() + " never returns");
      }
      if (self.inside(What.CALLBACK)) {
        saw(
            Promise.LEGAL_IN_CALLBACK,
            ViolationKind.DEADLOCK,
            "unregister in a callback on " + task.name() + " never returns");
      }
    }
  }

  @Override
  public void livelock(int steps) {
    over = true;
    saw(Promise.NO_DEADLOCK, ViolationKind.LIVELOCK, "no end after " + steps + " steps");
  }

  @Override
  public void quiescent() {
    for (Lifetime storage : released) {
      if (!freed.contains(storage)) {
        saw(
            Promise.FREED_EXACTLY_ONCE,
            ViolationKind.LEAK,
            storage.label() + " was released and never freed");
      }
    }
  }

  private static String text(Throwable fault) {
    return Objects.requireNonNullElse(fault.getMessage(), fault.toString());
  }
}
