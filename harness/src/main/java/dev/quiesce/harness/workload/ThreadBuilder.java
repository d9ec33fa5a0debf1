package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.EventKind;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations of one thread while its records are read, and the calls that are open on it. */
final class ThreadBuilder {

  /** An open call; its operation is in the list already and is replaced at the return. */
  static final class Frame {
    final EventKind kind;
    final long atNs;
    final int slot;
    int views;

    Frame(EventKind kind, long atNs, int slot) {
      this.kind = kind;
      this.atNs = atNs;
      this.slot = slot;
    }
  }

  /** Slot of a call that is not an operation. */
  static final int NO_SLOT = -1;

  /** Trace events come from another source than probes, so their pairs need not nest with them. */
  final Map<EventKind, Frame> openPairs = new HashMap<>();

  final String recordedName;
  final Set<EventKind> seen = EnumSet.noneOf(EventKind.class);
  final CommitGroups groups = new CommitGroups();
  boolean retiring;

  /** The kernel's name of the thread; empty if the source does not say. */
  String command = "";

  private final List<Operation> operations = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();

  ThreadBuilder(String recordedName) {
    this.recordedName = recordedName;
  }

  int add(Operation operation) {
    operations.add(operation);
    return operations.size() - 1;
  }

  void addAll(List<Operation> more) {
    operations.addAll(more);
  }

  void enter(RecordedEvent event, int slot, int maxOpenCalls) throws RecordingException {
    if (frames.size() >= maxOpenCalls) {
      throw event.error(
          "more than %d calls are open on thread '%s'".formatted(maxOpenCalls, recordedName),
          "Probe records of returns were lost; record again with larger buffers");
    }
    frames.push(new Frame(event.kind(), event.timeNs(), slot));
  }

  Frame leave(RecordedEvent event) throws RecordingException {
    Frame top = frames.peek();
    if (top == null || top.kind != event.kind().entry()) {
      String open =
          top == null ? "no call is open" : "the innermost open call is " + top.kind.event();
      throw event.error(
          "return %s without its entry (thread '%s': %s)"
              .formatted(event.name(), recordedName, open),
          "Probe records were lost; record again with larger buffers");
    }
    return frames.pop();
  }

  boolean isInside(EventKind kind) {
    return frames.stream().anyMatch(frame -> frame.kind == kind);
  }

  /** Whether the innermost open call is of a kind. */
  boolean isDirectlyInside(EventKind kind) {
    Frame top = frames.peek();
    return top != null && top.kind == kind;
  }

  /** A flat view was rendered: it belongs to the innermost open commit, if any. */
  void countView() {
    for (Frame frame : frames) {
      if (frame.kind == EventKind.COMMIT) {
        frame.views++;
        return;
      }
    }
  }

  Operation at(int slot) {
    return operations.get(slot);
  }

  void replace(int slot, Operation operation) {
    operations.set(slot, operation);
  }

  /** A bitmap sync begins with a sync of the dirty log and ends with the call after it. */
  void inferLogSyncs() {
    for (Operation operation : List.copyOf(operations)) {
      if (operation instanceof Operation.MigrationBitmapSync sync && sync.durationNs() >= 0) {
        long end = sync.atNs() + sync.durationNs();
        operations.add(new Operation.DirtyLogSync(sync.atNs(), Operation.NOT_RECORDED));
        operations.add(new Operation.AfterLogSync(end, Operation.NOT_RECORDED));
      }
    }
  }

  /** What is still open at the end of the file, innermost first. */
  List<Frame> open() {
    List<Frame> open = new ArrayList<>(frames);
    open.addAll(openPairs.values());
    return open;
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  ThreadTrack build(String name) {
    operations.sort(Comparator.comparingLong(Operation::atNs));
    return new ThreadTrack(name, ThreadRole.ofName(name), operations);
  }

  /**
   * Commits that changed the map, guessed from flat views: a commit renders its new views, each
   * root once, and then drops the old ones. The span from first to last event is a lower bound of
   * the commit's duration.
   */
  static final class CommitGroups {
    private static final long GAP_NS = 1_000_000;

    private final Set<Long> roots = new HashSet<>();
    private final List<Operation> commits = new ArrayList<>();
    private long fromNs;
    private long toNs;
    private boolean dropping;

    void rendered(long atNs, long root) {
      if (dropping || atNs - toNs > GAP_NS || roots.contains(root)) {
        flush();
      }
      if (roots.isEmpty()) {
        fromNs = atNs;
      }
      roots.add(root);
      toNs = atNs;
    }

    void dropped(long atNs) {
      if (!roots.isEmpty() && atNs - toNs <= GAP_NS) {
        dropping = true;
        toNs = Math.max(toNs, atNs);
      }
    }

    List<Operation> commits() {
      flush();
      return commits;
    }

    private void flush() {
      if (!roots.isEmpty()) {
        commits.add(
            new Operation.TransactionCommit(fromNs, Math.max(0, toNs - fromNs), roots.size()));
        roots.clear();
      }
      dropping = false;
    }
  }
}
