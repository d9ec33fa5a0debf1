package dev.quiesce.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.MemoryRegionSection;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.seam.AccessMode;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.explore.DataRace;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.explore.Waiting;
import dev.quiesce.harness.result.ViolationKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One execution, told by hand, and what a monitor makes of it. */
final class Story {
  static final TaskInfo MAIN = new TaskInfo(0, "main");
  static final TaskInfo MIGRATION = new TaskInfo(1, "migration");
  static final TaskInfo VCPU = new TaskInfo(2, "vcpu");
  static final int UNBOUNDED = -1;

  final MemoryRegion ram = MemoryRegion.named("ram", Int128.ofUnsigned(0x1000)).ram();
  final MemoryRegion rom = MemoryRegion.named("rom", Int128.ofUnsigned(0x1000)).ram();
  final MemoryListener listener = listener("victim");
  final PromiseMonitor monitor;
  private int step;

  Story() {
    this(UNBOUNDED);
  }

  /** A story over a strategy that declares so many retired owners. */
  Story(int backlog) {
    monitor = new PromiseMonitor(backlog);
    know(listener, Callback.LOG_CLEAR, Callback.REGION_ADD);
  }

  static MemoryListener listener(String name) {
    return listener(name, 0);
  }

  static MemoryListener listener(String name, int priority) {
    return new MemoryListener(Storage.permanent(name), name, priority, new NoCallbacks());
  }

  private static final class Walk extends ListenerWalk {
    Walk(Callback callback) {
      super(callback, null, true);
    }

    @Override
    public void visit(QemuThread self, MemoryListener listener) {}
  }

  Story know(MemoryListener one, Callback... callbacks) {
    monitor.know(one, Set.of(callbacks));
    return this;
  }

  private Story mark(TaskInfo task, MarkerKind kind, SharedObject subject, Object detail) {
    monitor.step(++step);
    monitor.marked(task, new Marker(kind, subject, detail));
    return this;
  }

  Story mark(TaskInfo task, MarkerKind kind) {
    return mark(task, kind, null, null);
  }

  Story registerCalled(TaskInfo task) {
    return mark(task, MarkerKind.REGISTER_CALLED, listener, null);
  }

  Story registerReturned(TaskInfo task) {
    return mark(task, MarkerKind.REGISTER_RETURNED, listener, null);
  }

  Story registerRefused(TaskInfo task) {
    return mark(task, MarkerKind.REGISTER_REFUSED, listener, "a migration runs");
  }

  Story registered() {
    return registerCalled(MAIN).registerReturned(MAIN);
  }

  Story unregisterCalled(TaskInfo task) {
    return mark(task, MarkerKind.UNREGISTER_CALLED, listener, null);
  }

  Story unregisterReturned(TaskInfo task) {
    return mark(task, MarkerKind.UNREGISTER_RETURNED, listener, Unregistration.DONE);
  }

  Story unregisterRefused(TaskInfo task) {
    return mark(task, MarkerKind.UNREGISTER_REFUSED, listener, "a migration runs");
  }

  Story unregisterPostponed(TaskInfo task) {
    return mark(task, MarkerKind.UNREGISTER_POSTPONED, listener, Unregistration.POSTPONED);
  }

  Story unregisterCompleted(TaskInfo task) {
    return mark(task, MarkerKind.UNREGISTER_COMPLETED, listener, Unregistration.POSTPONED);
  }

  Story unregisterFoundNothing(TaskInfo task) {
    return mark(task, MarkerKind.UNREGISTER_RETURNED, listener, Unregistration.NOT_REGISTERED);
  }

  Story unregistered() {
    return unregisterCalled(MAIN).unregisterReturned(MAIN);
  }

  Story replayBegins(TaskInfo task) {
    return mark(task, MarkerKind.REPLAY_BEGIN, listener, "replay");
  }

  Story replayEnds(TaskInfo task) {
    return mark(task, MarkerKind.REPLAY_END, listener, "replay");
  }

  Story races(String field) {
    DataRace.Access access = new DataRace.Access(MAIN, true, AccessMode.PLAIN, "", 0, List.of());
    monitor.race(new DataRace(field, "a." + field, access, access));
    return this;
  }

  Story walkBegins(TaskInfo task, Callback callback) {
    return mark(task, MarkerKind.WALK_BEGIN, null, new Walk(callback));
  }

  Story walkBegins(TaskInfo task) {
    return walkBegins(task, Callback.LOG_CLEAR);
  }

  Story walkEnds(TaskInfo task) {
    return mark(task, MarkerKind.WALK_END, null, new Walk(Callback.LOG_CLEAR));
  }

  Story enters(TaskInfo task, Callback callback, MemoryRegion region) {
    return mark(task, MarkerKind.CALLBACK_ENTER, listener, call(callback, region));
  }

  Story leaves(TaskInfo task, Callback callback, MemoryRegion region) {
    return mark(task, MarkerKind.CALLBACK_EXIT, listener, call(callback, region));
  }

  private static Call call(Callback callback, MemoryRegion region) {
    return Call.of(
        callback, new MemoryRegionSection(region, 0, Int128.ofUnsigned(0x1000), 0, false, false));
  }

  Story clearEnters(TaskInfo task) {
    return enters(task, Callback.LOG_CLEAR, ram);
  }

  Story clearLeaves(TaskInfo task) {
    return leaves(task, Callback.LOG_CLEAR, ram);
  }

  /** A whole call of log_clear. */
  Story clears(TaskInfo task) {
    return clearEnters(task).clearLeaves(task);
  }

  /** A whole call of another callback. */
  Story calls(TaskInfo task, Callback callback, MemoryRegion region) {
    return enters(task, callback, region).leaves(task, callback, region);
  }

  /** A whole call of a callback of another listener. */
  Story calls(TaskInfo task, Callback callback, MemoryRegion region, MemoryListener one) {
    mark(task, MarkerKind.CALLBACK_ENTER, one, call(callback, region));
    return mark(task, MarkerKind.CALLBACK_EXIT, one, call(callback, region));
  }

  Story retires(Storage storage) {
    return mark(MAIN, MarkerKind.RETIRED, storage, null);
  }

  Story frees(Storage storage) {
    monitor.step(++step);
    monitor.freed(MAIN, storage);
    return this;
  }

  Story releases(Storage storage) {
    monitor.released(storage);
    return this;
  }

  Story blocks(TaskInfo task, @Nullable TaskInfo holder) {
    monitor.blocked(task, () -> "lock M", holder == null ? List.of() : List.of(holder));
    return this;
  }

  Story faults(TaskInfo task, Throwable fault) {
    monitor.fault(task, fault);
    return this;
  }

  Story deadlocks(TaskInfo... tasks) {
    monitor.deadlock(
        List.of(tasks).stream()
            .map(task -> new Waiting(task, "lock M", List.of("held by somebody"), false))
            .toList());
    return this;
  }

  Story ends() {
    monitor.quiescent();
    return this;
  }

  /** What was broken. */
  Map<Promise, ViolationKind> broken() {
    Map<Promise, ViolationKind> broken = new TreeMap<>();
    monitor.sightings().forEach(one -> broken.put(one.promise(), one.kind()));
    return broken;
  }

  Set<Promise> exercised() {
    return monitor.exercised();
  }

  /** The story breaks that promise in that way, and no other. */
  static void breaks(Story story, Promise promise, ViolationKind kind) {
    assertThat(story.broken()).containsExactly(Map.entry(promise, kind));
    assertThat(story.exercised()).contains(promise);
    assertThat(story.monitor.error()).isNull();
  }

  /** The story could have broken that promise, and breaks none. */
  static void keeps(Story story, Promise promise) {
    assertThat(story.broken()).isEmpty();
    assertThat(story.exercised()).contains(promise);
  }
}
