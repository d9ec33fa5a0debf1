package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.EventKind;
import dev.quiesce.harness.recording.IgnoreRule;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingForm;
import dev.quiesce.harness.recording.RecordingLimits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Events in, workload out. Calls become operations by matching entry and return per thread. */
final class WorkloadAssembler {

  private final Set<EventKind> entries = EnumSet.noneOf(EventKind.class);

  private final RecordingForm form;
  private final RecordingLimits limits;
  private final LineAccount account;
  private final Registry registry = new Registry();
  private final Inference inference = new Inference();
  private final Features features = new Features();
  private final TraceEvents traceEvents;
  private final Map<String, ThreadBuilder> threads = new LinkedHashMap<>();
  private long lastNs;

  WorkloadAssembler(RecordingForm form, RecordingLimits limits) {
    this.form = form;
    this.limits = limits;
    this.account = new LineAccount(limits.maxUnknownNames());
    this.traceEvents = new TraceEvents(registry, inference, account, form == RecordingForm.UPROBES);
    for (EventKind kind : EventKind.values()) {
      if (kind.isReturn()) {
        entries.add(kind.entry());
      }
    }
  }

  LineAccount account() {
    return account;
  }

  void accept(RecordedEvent event) throws RecordingException {
    lastNs = Math.max(lastNs, event.timeNs());
    EventKind kind = event.kind();
    ThreadBuilder thread = threads.computeIfAbsent(event.thread(), ThreadBuilder::new);
    if (kind == EventKind.IGNORED) {
      account.ignore(event.rule());
      return;
    }
    if (kind == EventKind.UNKNOWN) {
      account.unknown(event.name());
      return;
    }
    features.count(kind);
    thread.seen.add(kind);
    thread.command = event.text("comm", thread.command);
    if (kind.isReturn()) {
      leave(thread, event);
    } else if (entries.contains(kind)) {
      enter(thread, event);
    } else {
      traceEvents.accept(thread, event);
    }
  }

  private void enter(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    int slot = ThreadBuilder.NO_SLOT;
    if (event.kind() == EventKind.LISTENER_UNREGISTER && event.pointer("as") == 0) {
      account.ignore(IgnoreRule.UNREGISTER_NO_OP);
    } else {
      account.use();
      slot = thread.add(operation(thread, event));
    }
    thread.enter(event, slot, limits.maxOpenCalls());
  }

  private Operation operation(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    long at = event.timeNs();
    long open = Operation.NOT_RECORDED;
    return switch (event.kind()) {
      case LISTENER_REGISTER -> register(thread, event);
      case LISTENER_UNREGISTER ->
          new Operation.UnregisterListener(
              at,
              open,
              registry.unregister(event),
              thread.openPairs.containsKey(EventKind.EJECT_SLOT));
      case COMMIT -> new Operation.TransactionCommit(at, open, 0);
      case CLEAR -> traceEvents.clearWalk(thread, event);
      case LOG_SYNC -> new Operation.DirtyLogSync(at, open);
      case AFTER_SYNC -> new Operation.AfterLogSync(at, open);
      case LOG_START -> new Operation.DirtyLogStart(at, open, event.smallNumber("flags"));
      case LOG_STOP -> new Operation.DirtyLogStop(at, open, event.smallNumber("flags"));
      case SYNCHRONIZE_RCU -> new Operation.SynchronizeRcu(at, open);
      case DRAIN_CALL_RCU -> new Operation.DrainCallRcu(at, open);
      case GUEST_PHYS_BLOCKS -> new Operation.GuestPhysBlocksAppend(at, open);
      default -> throw new IllegalStateException("no call: " + event.kind());
    };
  }

  private Operation register(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    boolean onStack = thread.isInside(EventKind.GUEST_PHYS_BLOCKS);
    Registry.Registered registered = registry.register(event, onStack);
    if (registered.stillRegistered()) {
      account.note(
          "line %d registers a listener at an address that is still registered: its owner was freed without unregistering"
              .formatted(event.line()));
    }
    return new Operation.RegisterListener(event.timeNs(), Operation.NOT_RECORDED, registered.id());
  }

  private void leave(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    ThreadBuilder.Frame frame = thread.leave(event);
    if (frame.slot == ThreadBuilder.NO_SLOT) {
      account.ignore(IgnoreRule.UNREGISTER_NO_OP);
      return;
    }
    account.use();
    long duration = Math.max(0, event.timeNs() - frame.atNs);
    Operation entered = thread.at(frame.slot);
    thread.replace(frame.slot, Durations.withDuration(entered, duration, frame.views));
  }

  ImportedWorkload build(String fileName, String sha256, long lines) {
    ThreadBuilder main = mainThread();
    inference.keepWalks(features.has(EventKind.CLEAR), registry, account);
    inference.keepLogChanges(features.has(EventKind.LOG_START), account);
    long[] inferred =
        inference.keepListeners(features.has(EventKind.LISTENER_REGISTER), main, registry, account);
    if (!features.has(EventKind.COMMIT)) {
      threads.values().forEach(thread -> thread.addAll(thread.groups.commits()));
    }
    if (!features.has(EventKind.LOG_SYNC)) {
      threads.values().forEach(ThreadBuilder::inferLogSyncs);
    }
    noteOpenCalls();
    List<Absent> absent = features.absent(form, inferred[0], inferred[1]);
    WorkloadMeta meta = traceEvents.meta(form, fileName, sha256, lastNs);
    Workload workload =
        new Workload(
            meta, registry.listeners, registry.spaces, registry.regions(), tracks(main), absent);
    return new ImportedWorkload(workload, account.close(lines, absent));
  }

  private void noteOpenCalls() {
    for (ThreadBuilder thread : threads.values()) {
      for (ThreadBuilder.Frame frame : thread.open()) {
        account.note(
            "%s at %d ns on thread '%s' has no return before the end of the file"
                .formatted(frame.kind.event(), frame.atNs, thread.recordedName));
      }
    }
  }

  /** The main loop's thread: by name, and in a stock trace the first one, which starts QEMU. */
  private ThreadBuilder mainThread() {
    ThreadBuilder first = null;
    for (ThreadBuilder thread : threads.values()) {
      if (thread.recordedName.equals("main")) {
        return thread;
      }
      first = first == null && !thread.recordedName.equals("driver") ? thread : first;
    }
    return first == null ? threads.computeIfAbsent("main", ThreadBuilder::new) : first;
  }

  private List<ThreadTrack> tracks(ThreadBuilder main) {
    List<ThreadTrack> tracks = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Map<String, Integer> copies = new HashMap<>();
    for (ThreadBuilder thread : threads.values()) {
      if (thread.isEmpty()) {
        continue;
      }
      String wanted = form == RecordingForm.RECORDING ? thread.recordedName : role(thread, main);
      String name = wanted;
      while (!taken.add(name)) {
        name = wanted + "#" + (copies.merge(wanted, 1, Integer::sum) + 1);
      }
      tracks.add(thread.build(name));
    }
    return tracks;
  }

  private static String role(ThreadBuilder thread, ThreadBuilder main) {
    if (thread == main) {
      return "main";
    }
    String command =
        thread.command.replaceFirst("/(?:TCG|KVM)$", "").replace(" ", "").toLowerCase(Locale.ROOT);
    if (ThreadRole.ofName(command) != ThreadRole.OTHER) {
      return command;
    }
    boolean waitsForReaders = !command.isEmpty() && thread.seen.contains(EventKind.SYNCHRONIZE_RCU);
    if (thread.seen.contains(EventKind.VIEW_FREED) || waitsForReaders) {
      return "call_rcu";
    }
    boolean migrates =
        thread.seen.contains(EventKind.SECTION_START)
            || thread.seen.contains(EventKind.BITMAP_SYNC_START)
            || thread.seen.contains(EventKind.BITMAP_CLEAR);
    return migrates ? "live_migration" : "thread-" + thread.recordedName;
  }
}
