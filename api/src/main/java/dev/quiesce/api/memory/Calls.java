package dev.quiesce.api.memory;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import org.jspecify.annotations.Nullable;

/** Calls of listeners: one listener, or a walk over all of them ({@code MEMORY_LISTENER_CALL*}). */
final class Calls {
  private final Protocol protocol;

  Calls(Protocol protocol) {
    this.protocol = protocol;
  }

  /** Calls one listener if its pointer is set. */
  static void deliver(QemuThread self, MemoryListener listener, Call call) {
    ListenerCallbacks callbacks = listener.callbacks();
    if (callbacks != null && callbacks.isSet(call.callback())) {
      invoke(self, listener, callbacks, call);
    }
  }

  /**
   * Calls one listener whose pointer was set a moment ago, and is loaded again as in QEMU's loops
   * over a map; a struct zeroed in between is a call of null.
   */
  static void reload(QemuThread self, MemoryListener listener, Call call) {
    invoke(self, listener, reloaded(listener, call.callback()), call);
  }

  /** As {@link #reload}, for log_clear of a part of {@code range}; makes no object natively. */
  static void reloadClear(
      QemuThread self, MemoryListener listener, FlatRange range, long offset, long bytes) {
    ListenerCallbacks callbacks = reloaded(listener, Callback.LOG_CLEAR);
    if (Seam.CONTROLLED) {
      MemoryRegionSection section = MemoryRegionSection.within(range, offset, bytes);
      invoke(self, listener, callbacks, Call.of(Callback.LOG_CLEAR, section));
      return;
    }
    self.enterCallback();
    try {
      callbacks.logClear(self, listener, range, offset, bytes);
    } catch (RuntimeException e) {
      self.callbackFailed(e);
    } finally {
      self.leaveCallback();
    }
  }

  private static ListenerCallbacks reloaded(MemoryListener listener, Callback callback) {
    ListenerCallbacks callbacks = listener.callbacks();
    if (callbacks == null) {
      throw Seam.failing(
          new MemoryFault(
              FaultKind.LOGICAL_USE_AFTER_FREE,
              "logical use-after-free: "
                  + listener.label()
                  + "."
                  + callback.cName()
                  + " is null: the struct was zeroed meanwhile"));
    }
    return callbacks;
  }

  static void invoke(
      QemuThread self, MemoryListener listener, ListenerCallbacks callbacks, Call call) {
    Seam.mark(MarkerKind.CALLBACK_ENTER, listener, call);
    self.enterCallback();
    try {
      callbacks.call(self, listener, call);
    } catch (RuntimeException e) {
      self.callbackFailed(e);
    } finally {
      self.leaveCallback();
    }
    Seam.mark(MarkerKind.CALLBACK_EXIT, listener, call);
  }

  /** {@code MEMORY_LISTENER_CALL_GLOBAL}: every listener. */
  void global(QemuThread self, Call call) {
    walk(self, new Broadcast(call, null));
  }

  /** {@code MEMORY_LISTENER_CALL}: the listeners of one address space. */
  void local(QemuThread self, AddressSpace space, Call call) {
    walk(self, new Broadcast(call, space));
  }

  /** Runs a walk between its markers. */
  void walk(QemuThread self, ListenerWalk walk) {
    Seam.mark(MarkerKind.WALK_BEGIN, null, walk);
    protocol.walk(self, walk);
    Seam.mark(MarkerKind.WALK_END, null, walk);
  }

  private static final class Broadcast extends ListenerWalk {
    private final Call call;

    Broadcast(Call call, @Nullable AddressSpace scope) {
      super(call.callback(), scope, false);
      this.call = call;
    }

    @Override
    public void visit(QemuThread self, MemoryListener listener) {
      deliver(self, listener, call);
    }
  }
}
