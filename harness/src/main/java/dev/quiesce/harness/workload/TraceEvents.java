package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.EventKind;
import dev.quiesce.harness.recording.IgnoreRule;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingForm;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that are not calls: QEMU's own trace events, instants of probes, and the driver's records.
 */
final class TraceEvents {

  private static final String RAM_SECTION = "ram";

  private final Registry registry;
  private final Inference inference;
  private final LineAccount account;
  private final List<MigrationReport> migrations = new ArrayList<>();
  private CommandLine commandLine = CommandLine.UNKNOWN;
  private String recording = "";
  private String qemu = "";
  private final boolean viewsByCallback;
  private boolean viewsSeen;
  private boolean completing;
  private String lastBlock = "";
  private long lastStart = -1;

  /**
   * For one file.
   *
   * @param viewsByCallback whether, as long as no event tells of flat views, a callback that is
   *     queued directly inside a commit stands for one: {@code flatview_unref} is the only caller
   *     of {@code call_rcu} there
   */
  TraceEvents(
      Registry registry, Inference inference, LineAccount account, boolean viewsByCallback) {
    this.viewsByCallback = viewsByCallback;
    this.registry = registry;
    this.inference = inference;
    this.account = account;
  }

  void accept(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    switch (event.kind()) {
      case META, START, QMP_SEND, QUERY_MIGRATE -> driver(thread, event);
      case VIEW_NEW, VIEW_RETIRED, VIEW_FREED, CALL_RCU -> view(thread, event);
      case EJECT_SLOT, EJECT_WRITTEN -> eject(thread, event);
      case SECTION_START, SECTION_END -> section(thread, event);
      case BITMAP_SYNC_START, BITMAP_SYNC_END -> bitmapSync(thread, event);
      case BITMAP_CLEAR -> {
        lastBlock = event.text("rb");
        lastStart = event.number("start");
        inference.walk(thread, event);
      }
      case SYNC_DIRTY -> syncDirty(thread, event);
      case GLOBAL_DIRTY -> inference.dirtyFlags(thread, event);
      case VIRTIO_STATUS -> inference.status(thread, event);
      default -> instant(thread, event);
    }
  }

  private void instant(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    account.use();
    long at = event.timeNs();
    thread.add(
        switch (event.kind()) {
          case AS_INIT -> new Operation.AddressSpaceInit(at, registry.initSpace(event));
          case AS_DESTROY -> new Operation.AddressSpaceDestroy(at, registry.destroySpace(event));
          case BQL_HOLD ->
              new Operation.BqlHold(
                  at, event.number("hold_ns"), event.number("wait_ns"), event.text("site"));
          case MIGRATE_STATE -> {
            MigrationState state = MigrationState.ofQemu(event.text("state"));
            completing &= state != MigrationState.SETUP;
            yield new Operation.MigrationChange(at, state);
          }
          case COMPLETION_VM_STOP -> {
            completing = true;
            yield new Operation.MigrationChange(at, MigrationState.SWITCHOVER);
          }
          default -> throw new IllegalStateException("no instant: " + event.kind());
        });
  }

  /** A walk; the trace event before it names the RAM block of its region. */
  Operation clearWalk(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    int region = registry.region(event.pointer("mr"));
    long start = event.number("start");
    if (!lastBlock.isEmpty()
        && thread.seen.contains(EventKind.BITMAP_CLEAR)
        && start == lastStart) {
      registry.nameRegion(region, lastBlock);
    }
    long length = event.number("len");
    inference.chunk(length);
    return new Operation.ClearDirtyBitmap(
        event.timeNs(), Operation.NOT_RECORDED, region, start, length);
  }

  private void driver(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    switch (event.kind()) {
      case META -> {
        recording = event.text("recording", "");
        qemu = event.text("qemu", "");
        long lost = event.has("lost_probe_records") ? event.number("lost_probe_records") : 0;
        if (lost > 0) {
          account.note("the recorder lost %d probe records".formatted(lost));
        }
        account.use();
      }
      case START -> {
        commandLine = CommandLine.parse(event.text("argv"));
        account.use();
      }
      case QMP_SEND -> {
        String command = event.text("cmd.execute", "");
        if (command.equals("device_add") || command.equals("device_del")) {
          String device = event.text("cmd.arguments.id", "");
          thread.add(new Operation.DeviceCommand(event.timeNs(), command, device));
          account.use();
        } else {
          account.ignore(IgnoreRule.DRIVER_TRAFFIC);
        }
      }
      default -> report(event);
    }
  }

  private void report(RecordedEvent event) throws RecordingException {
    if (!event.has("result.total-time") || !event.has("result.setup-time")) {
      account.ignore(IgnoreRule.DRIVER_TRAFFIC);
      return;
    }
    migrations.add(
        new MigrationReport(
            event.number("result.setup-time"),
            event.has("result.downtime") ? event.number("result.downtime") : -1,
            event.number("result.total-time"),
            event.has("result.ram.dirty-sync-count")
                ? event.number("result.ram.dirty-sync-count")
                : -1));
    account.use();
  }

  private void view(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    account.use();
    long at = event.timeNs();
    viewsSeen |= event.kind() != EventKind.CALL_RCU;
    switch (event.kind()) {
      case VIEW_NEW -> {
        registry.newView(event.pointer("view"));
        thread.countView();
        thread.groups.rendered(at, event.pointer("root"));
      }
      case VIEW_RETIRED -> {
        thread.add(new Operation.RetireFlatView(at, registry.view(event.pointer("view"))));
        thread.groups.dropped(at);
        thread.retiring = true;
      }
      case VIEW_FREED ->
          thread.add(new Operation.FreeFlatView(at, registry.freeView(event.pointer("view"))));
      default -> {
        if (viewsByCallback && !viewsSeen && thread.isDirectlyInside(EventKind.COMMIT)) {
          thread.countView();
          thread.add(new Operation.RetireFlatView(at, registry.unknownView()));
        } else if (!thread.retiring) {
          thread.add(new Operation.CallRcu(at, event.text("func")));
        }
        thread.retiring = false;
      }
    }
  }

  private void eject(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    long at = event.timeNs();
    if (event.kind() == EventKind.EJECT_SLOT) {
      int slot = event.smallNumber("slot");
      int index = thread.add(new Operation.Eject(at, Operation.NOT_RECORDED, slot));
      thread.openPairs.put(event.kind(), new ThreadBuilder.Frame(event.kind(), at, index));
      inference.eject(thread, at);
      account.use();
      return;
    }
    ThreadBuilder.Frame open = thread.openPairs.remove(EventKind.EJECT_SLOT);
    if (open == null) {
      // A write that ejects no slot.
      account.ignore(IgnoreRule.GUEST_IO);
    } else if (thread.at(open.slot) instanceof Operation.Eject eject) {
      thread.replace(
          open.slot, new Operation.Eject(open.atNs, Math.max(0, at - open.atNs), eject.slot()));
      account.use();
    }
  }

  private void section(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    if (!event.text("section").equals(RAM_SECTION)) {
      account.ignore(IgnoreRule.DEVICE_STATE_SECTION);
      return;
    }
    account.use();
    long at = event.timeNs();
    if (event.kind() == EventKind.SECTION_START) {
      int index = thread.add(new Operation.IterateSection(at, Operation.NOT_RECORDED, completing));
      openPair(thread, event, index);
    } else {
      ThreadBuilder.Frame open = closePair(thread, event, EventKind.SECTION_START);
      if (thread.at(open.slot) instanceof Operation.IterateSection section) {
        thread.replace(
            open.slot,
            new Operation.IterateSection(
                open.atNs, Math.max(0, at - open.atNs), section.completing()));
      }
    }
  }

  private void bitmapSync(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    account.use();
    long at = event.timeNs();
    long unknown = Operation.NOT_RECORDED;
    if (event.kind() == EventKind.BITMAP_SYNC_START) {
      int index = thread.add(new Operation.MigrationBitmapSync(at, unknown, unknown));
      openPair(thread, event, index);
    } else {
      ThreadBuilder.Frame open = closePair(thread, event, EventKind.BITMAP_SYNC_START);
      long duration = Math.max(0, at - open.atNs);
      long pages = event.number("dirty_pages");
      thread.replace(open.slot, new Operation.MigrationBitmapSync(open.atNs, duration, pages));
    }
  }

  private static void openPair(ThreadBuilder thread, RecordedEvent event, int index)
      throws RecordingException {
    ThreadBuilder.Frame frame = new ThreadBuilder.Frame(event.kind(), event.timeNs(), index);
    if (thread.openPairs.put(event.kind(), frame) != null) {
      throw event.error(
          "%s begins inside another (thread '%s')".formatted(event.name(), thread.recordedName),
          "Records were lost; record again");
    }
  }

  private static ThreadBuilder.Frame closePair(
      ThreadBuilder thread, RecordedEvent event, EventKind start) throws RecordingException {
    ThreadBuilder.Frame open = thread.openPairs.remove(start);
    if (open == null) {
      throw event.error(
          "%s without %s (thread '%s')".formatted(event.name(), start.event(), thread.recordedName),
          "Records were lost; record again");
    }
    return open;
  }

  private void syncDirty(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    inference.synced(event.text("listener"));
    boolean enclosed =
        thread.openPairs.containsKey(EventKind.BITMAP_SYNC_START)
            || thread.isInside(EventKind.LOG_SYNC);
    if (enclosed) {
      account.ignore(IgnoreRule.STATED_BY_ENCLOSING);
    } else {
      thread.add(new Operation.DirtyLogSync(event.timeNs(), Operation.NOT_RECORDED));
      account.use();
    }
  }

  WorkloadMeta meta(RecordingForm form, String fileName, String sha256, long durationNs) {
    boolean stated = commandLine.clearBitmapShift() >= 0;
    int dot = fileName.indexOf('.');
    String stem = dot > 0 ? fileName.substring(0, dot) : fileName;
    return new WorkloadMeta(
        recording.isEmpty() ? stem : recording,
        switch (form) {
          case STOCK_TRACE -> SourceForm.STOCK_TRACE;
          case UPROBES -> SourceForm.UPROBES;
          case RECORDING, WORKLOAD -> SourceForm.RECORDING;
        },
        fileName,
        sha256,
        qemu,
        commandLine.machine(),
        commandLine.ramMib(),
        commandLine.accelerator(),
        stated ? commandLine.clearBitmapShift() : inference.clearBitmapShift(),
        stated ? Origin.RECORDED : Origin.INFERRED,
        durationNs,
        migrations);
  }
}
