package dev.quiesce.harness.check;

import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.SelfDeadlock;
import dev.quiesce.harness.check.TaskHistory.What;
import dev.quiesce.harness.explore.DataRace;
import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.explore.Waiting;
import dev.quiesce.harness.result.ViolationKind;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one execution and notes which promises were exercised and which were broken (design,
 * "Promises"). After the first fault the rest is ignored: in C anything may follow.
 */
public final class PromiseMonitor implements Observer {
  private final KnownListeners listeners = new KnownListeners();
  private final PerTask<TaskHistory> tasks = new PerTask<>(task -> new TaskHistory());
  private final Sightings sightings = new Sightings();
  private final WalkRules walks = new WalkRules(sightings, listeners.all());
  private final CallbackRules callbacks = new CallbackRules(sightings);
  private final ReplayRules replays = new ReplayRules(sightings);
  private final PlaceRules places = new PlaceRules(sightings);
  private final LockUse locks = new LockUse();
  private final StorageRules storage;
  private boolean walksAreTheSubject;
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
    this.storage = new StorageRules(sightings, backlogBound);
  }

  /** Makes a listener known, with the callbacks that its owner sets. */
  public void know(MemoryListener listener, Set<Callback> callbacks) {
    ListenerHistory unused = listeners.know(listener, callbacks);
  }

  /** The owner's code has given the storage up: it must be freed before quiescence. */
  public void released(Lifetime owner) {
    storage.released(owner);
  }

  /** The scenario is about walks among themselves: two at once are an overlap. */
  public void walksAreTheSubject() {
    walksAreTheSubject = true;
  }

  /** The scenario's reading operation begins or ends. */
  public void reading(boolean begins) {
    reading += begins ? 1 : -1;
    overlapped |= begins && (writing > 0 || (walksAreTheSubject && reading > 1));
  }

  /** The scenario's changing operation begins or ends. */
  public void writing(boolean begins) {
    writing += begins ? 1 : -1;
    overlapped |= begins && reading > 0;
  }

  /** What was broken, in order. */
  public List<Sighting> sightings() {
    return sightings.seen();
  }

  /** Which promises this execution could have broken. */
  public Set<Promise> exercised() {
    return sightings.exercised();
  }

  /**
   * Whether the two operations overlapped, one waited for the other, or was declined because of it.
   */
  public boolean overlapped() {
    return overlapped;
  }

  /** Whether a registration was refused, or an unregistration refused or postponed. */
  public boolean declined() {
    return declined;
  }

  /** An error that is not a verdict: the harness or the strategy is broken. */
  public @Nullable Throwable error() {
    return error;
  }

  private TaskHistory of(TaskInfo task) {
    return tasks.of(task);
  }

  @Override
  public void step(int number) {
    sightings.step(number);
    locks.step(number);
  }

  @Override
  public void marked(TaskInfo task, Marker marker) {
    if (over) {
      return;
    }
    TaskHistory self = of(task);
    switch (marker.kind()) {
      case WALK_BEGIN -> {
        reading(true);
        walks.begin(self, (ListenerWalk) Objects.requireNonNull(marker.detail()));
      }
      case WALK_END -> {
        reading(false);
        walks.end(self);
      }
      case REGISTER_CALLED -> {
        writing(true);
        self.push(What.REGISTER);
        listeners.of(marker.subject()).beginRegistration();
      }
      case REGISTER_RETURNED -> {
        writing(false);
        self.pop(What.REGISTER);
        ListenerHistory listener = listeners.of(marker.subject());
        listener.registering = false;
        listener.registered = true;
        replays.registered(listener);
      }
      case REGISTER_REFUSED -> {
        writing(false);
        self.pop(What.REGISTER);
        listeners.of(marker.subject()).registrationRefused();
        decline();
      }
      case UNREGISTER_CALLED -> unregisterCalled(self, listeners.of(marker.subject()));
      case UNREGISTER_RETURNED, UNREGISTER_POSTPONED, UNREGISTER_REFUSED ->
          unregisterEnded(task, self, listeners.of(marker.subject()), marker);
      case UNREGISTER_COMPLETED -> gone(task, listeners.of(marker.subject()));
      case REPLAY_BEGIN -> {
        ListenerHistory listener = listeners.of(marker.subject());
        replays.begins(listener);
        callbacks.replayBegins(task, self, listener);
      }
      case REPLAY_END -> {
        self.pop(What.REPLAY);
        listeners.of(marker.subject()).replaying = null;
      }
      case CALLBACK_ENTER -> {
        Call call = (Call) Objects.requireNonNull(marker.detail());
        ListenerHistory listener = listeners.of(marker.subject());
        walks.visit(self, listener, call.callback());
        callbacks.enter(task, self, listener, call);
      }
      case CALLBACK_EXIT -> {
        Call call = (Call) Objects.requireNonNull(marker.detail());
        ListenerHistory listener = listeners.of(marker.subject());
        callbacks.exit(task, self, listener, call);
        replays.delivered(listener, call);
      }
      case COMMIT_BEGIN -> self.push(What.COMMIT);
      case COMMIT_END -> self.pop(What.COMMIT);
      case BQL_TAKEN -> {}
      case BQL_RELEASED -> bqlReleased(task, self);
      case SECTION_ENTER -> self.sections++;
      case SECTION_LEAVE -> self.sections--;
      case MIGRATION_STARTED -> migrating = true;
      case MIGRATION_ENDED -> migrating = false;
      case RETIRED -> storage.retired((Lifetime) Objects.requireNonNull(marker.subject()));
      case READ_LOCK,
          READ_UNLOCK,
          GRACE_PERIOD_WAIT,
          CALLBACKS_BEGIN,
          CALLBACKS_END,
          SHARE_TAKEN,
          SHARE_RETURNED,
          SHARES_WAIT ->
          locks.marked(task, marker, self.doing());
      case LOOKUP_FAILED ->
          sightings.saw(
              Promise.NO_LOST_CALLBACK, ViolationKind.LOST_LOOKUP, String.valueOf(marker.detail()));
    }
  }

  @Override
  public void acquiring(TaskInfo task, String mutex) {
    if (!over) {
      locks.wants(task, mutex, of(task).doing());
    }
  }

  @Override
  public void acquired(TaskInfo task, String mutex) {
    locks.has(task, mutex, of(task).doing());
  }

  @Override
  public void releasing(TaskInfo task, String mutex) {
    locks.gaveUp(task, mutex);
  }

  @Override
  public void awaiting(TaskInfo task, List<String> raisers) {
    if (!over) {
      locks.awaits(task, raisers, of(task).doing());
    }
  }

  /** Which locks were taken inside which. */
  public List<LockEdge> lockEdges() {
    return locks.edges();
  }

  private void unregisterCalled(TaskHistory self, ListenerHistory listener) {
    writing(true);
    sightings.exercised(Promise.KEEPS_BQL);
    places.called(self, migrating);
    if (reading > 0) {
      sightings.exercised(Promise.NO_LOGICAL_USE_AFTER_FREE);
      sightings.exercised(Promise.NO_USE_AFTER_FREE);
    }
    self.push(What.UNREGISTER);
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
      decline();
      // A postponed removal happens later, with no further call: UNREGISTER_COMPLETED tells when.
      listener.registered = marker.kind() == MarkerKind.UNREGISTER_REFUSED;
      if (migrating) {
        sightings.saw(
            Promise.LEGAL_DURING_MIGRATION,
            ViolationKind.UNDECLARED_REFUSAL,
            "unregister of "
                + listener.name
                + " was declined while a migration ran: "
                + marker.detail());
      }
      return;
    }
    gone(task, listener);
  }

  private void gone(TaskInfo task, ListenerHistory listener) {
    callbacks.gone(task, listener);
    replays.gone(listener);
  }

  private void decline() {
    declined = true;
    overlapped |= reading > 0 || migrating;
  }

  private void bqlReleased(TaskInfo task, TaskHistory self) {
    for (ListenerHistory listener : listeners.all()) {
      for (ListenerHistory.Running one : listener.running) {
        one.droppedBql |= one.task.equals(task);
      }
    }
    if (self.unregistersItself()) {
      sightings.saw(
          Promise.KEEPS_BQL,
          ViolationKind.BQL_DROPPED,
          task.name() + " releases its BQL inside unregister");
    }
  }

  @Override
  public void freed(TaskInfo task, Lifetime lifetime) {
    storage.freed(lifetime);
    if (reading > 0) {
      sightings.exercised(Promise.NO_USE_AFTER_FREE);
    }
  }

  @Override
  public void blocked(TaskInfo task, Supplier<String> operation, List<TaskInfo> holders) {
    if (over) {
      return;
    }
    TaskHistory self = of(task);
    boolean forWriter = false;
    for (TaskInfo holder : holders) {
      forWriter |= of(holder).changesLists();
    }
    boolean forOther = writing > 0 || (walksAreTheSubject && reading > 0);
    overlapped |= forWriter || (forOther && !holders.isEmpty());
    if (self.walk() != null && forWriter) {
      sightings.saw(
          Promise.READERS_NEVER_BLOCK,
          ViolationKind.BLOCKED_READER,
          task.name() + " waits in a walk: " + operation.get());
    }
  }

  @Override
  public void fault(TaskInfo task, Throwable fault) {
    if (over) {
      return;
    }
    over = true;
    if (fault instanceof MemoryFault memory) {
      storage.fault(memory, of(task).walking());
    } else if (fault instanceof SelfDeadlock) {
      places.endless(task, of(task));
      sightings.saw(Promise.NO_DEADLOCK, ViolationKind.SELF_DEADLOCK, text(fault));
    } else {
      error = fault;
    }
  }

  @Override
  public void shared() {
    sightings.exercised(Promise.NO_DATA_RACE);
  }

  @Override
  public void race(DataRace race) {
    if (!over) {
      sightings.saw(
          Promise.NO_DATA_RACE,
          ViolationKind.DATA_RACE,
          Severities.of(ViolationKind.DATA_RACE),
          race.field(),
          race::report);
    }
  }

  @Override
  public void deadlock(List<Waiting> waiting) {
    over = true;
    waiting.forEach(one -> places.endless(one.task(), of(one.task())));
    overlapped = true;
    sightings.saw(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, new WaitCycle(waiting).text());
  }

  @Override
  public void livelock(int steps) {
    over = true;
    sightings.saw(Promise.NO_DEADLOCK, ViolationKind.LIVELOCK, "no end after " + steps + " steps");
  }

  @Override
  public void quiescent() {
    storage.quiescent();
  }

  private static String text(Throwable fault) {
    return Objects.requireNonNullElse(fault.getMessage(), fault.toString());
  }
}
