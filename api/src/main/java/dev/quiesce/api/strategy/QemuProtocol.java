package dev.quiesce.api.strategy;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Callback.Direction;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.QTailQ;
import dev.quiesce.api.memory.QTailQ.Removal;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.DelaySite;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.api.sync.Sections;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * QEMU 7.2's own protocol, with the common {@link Ingredients} as switches; with none of them on it
 * is QEMU as it is.
 *
 * <p><b>Protocol</b>: register links on both lists and then replays; unregister replays, then
 * unlinks from both, then clears {@code address_space}. All under the BQL; walks of {@code
 * clear_dirty_bitmap} under nothing.
 *
 * <p><b>Memory effects</b>: with RCU lists, the release in {@link QTailQ#insertTail} pairs with the
 * acquire in {@link QTailQ#nextRcu}.
 */
public class QemuProtocol implements Protocol {
  private final Vm vm;
  private final Set<Ingredient> on;
  private final QTailQ<MemoryListener> listeners =
      new QTailQ<>(Storage.permanent("memory_listeners"), "memory_listeners");
  private final QTailQ<AddressSpace> addressSpaces =
      new QTailQ<>(Storage.permanent("address_spaces"), "address_spaces");
  private final Switch rcuLists;
  private final Switch readLockInClear;
  private final Switch sectionOnBqlWalks;
  private final Switch safeBqlWalks;
  private final Switch cursorInBqlWalks;

  @Confined("BQL: the walks in progress that an unlinking must not strand")
  private final List<Cursor> cursors = new ArrayList<>();

  /**
   * A protocol for {@code vm}.
   *
   * @param ingredients what is on; asked as late as possible, and not changed afterwards
   */
  public QemuProtocol(Vm vm, Set<Ingredient> ingredients) {
    this.vm = vm;
    this.on = ingredients;
    this.rcuLists = Switch.of(on, Ingredients.RCU_LISTENER_LISTS);
    this.readLockInClear = Switch.of(on, Ingredients.READ_LOCK_IN_CLEAR);
    this.sectionOnBqlWalks = Switch.of(on, Ingredients.SECTION_ON_BQL_WALKS);
    this.safeBqlWalks = Switch.of(on, Ingredients.SAFE_BQL_WALKS);
    this.cursorInBqlWalks = Switch.of(on, Ingredients.CURSOR_IN_BQL_WALKS);
  }

  /** Whether an ingredient is on. */
  protected final boolean has(Ingredient ingredient) {
    return on.contains(ingredient);
  }

  /** What the machine is built on. */
  protected final Vm vm() {
    return vm;
  }

  @Override
  public Sections sections(QemuThread self) {
    return Sections.PLAIN;
  }

  @Override
  public void walk(QemuThread self, ListenerWalk walk) {
    if (walk.unlocked() ? readLockInClear.on() : sectionOnBqlWalks.on()) {
      enterWalk(self, walk);
      try {
        traverse(self, walk);
      } finally {
        leaveWalk(self, walk);
      }
    } else {
      traverse(self, walk);
    }
  }

  /** Enters the read section of a walk that has one. */
  protected void enterWalk(QemuThread self, ListenerWalk walk) {
    self.sections().enter(self);
  }

  /** Leaves it. */
  protected void leaveWalk(QemuThread self, ListenerWalk walk) {
    self.sections().leave(self);
  }

  private void traverse(QemuThread self, ListenerWalk walk) {
    AddressSpace scope = walk.scope();
    QTailQ<MemoryListener> list = scope == null ? listeners : scope.listeners();
    if (self.holdsBql() && cursorInBqlWalks.on()) {
      withCursor(self, walk, list);
    } else if (walk.callback().direction() == Direction.REVERSE) {
      reverse(self, walk, list);
    } else if (walk.unlocked() && readLockInClear.on()) {
      for (QTailQLink<MemoryListener> at = list.nextRcu(list.head());
          at != null;
          at = list.nextRcu(at)) {
        visit(self, walk, at);
      }
    } else {
      for (QTailQLink<MemoryListener> at = list.next(list.head()); at != null; at = list.next(at)) {
        visit(self, walk, at);
      }
    }
  }

  private void reverse(QemuThread self, ListenerWalk walk, QTailQ<MemoryListener> list) {
    QTailQLink<MemoryListener> at =
        safeBqlWalks.on() ? list.previousDirect(list.head()) : list.previous(list.head());
    while (at != null) {
      visit(self, walk, at);
      at = safeBqlWalks.on() ? list.previousDirect(at) : list.previous(at);
    }
  }

  /**
   * A walk under the BQL and the link it goes to next, which {@link #unlink} moves on when it
   * removes that link.
   */
  private static final class Cursor {
    private final QTailQ<MemoryListener> list;
    private final boolean reverse;

    @Confined("BQL: a callback may drop it, and others move the cursor then")
    private @Nullable QTailQLink<MemoryListener> next;

    Cursor(QTailQ<MemoryListener> list, boolean reverse) {
      this.list = list;
      this.reverse = reverse;
      this.next = after(list.head());
    }

    private @Nullable QTailQLink<MemoryListener> after(QTailQLink<MemoryListener> link) {
      return reverse ? list.previous(link) : list.next(link);
    }

    /**
     * The link to visit; the cursor already stands behind it, so the visit may remove and free it.
     */
    @Nullable QTailQLink<MemoryListener> take() {
      QTailQLink<MemoryListener> taken = next;
      next = taken == null ? null : after(taken);
      return taken;
    }

    void leave(QTailQLink<MemoryListener> removed) {
      if (next == removed) {
        next = after(removed);
      }
    }
  }

  private void withCursor(QemuThread self, ListenerWalk walk, QTailQ<MemoryListener> list) {
    Cursor cursor = new Cursor(list, walk.callback().direction() == Direction.REVERSE);
    cursors.add(cursor);
    try {
      for (QTailQLink<MemoryListener> at = cursor.take(); at != null; at = cursor.take()) {
        visit(self, walk, at);
      }
    } finally {
      cursors.remove(cursor);
    }
  }

  private void visit(QemuThread self, ListenerWalk walk, QTailQLink<MemoryListener> at) {
    Seam.delay(DelaySite.LOAD_TO_VISIT);
    MemoryListener listener = Objects.requireNonNull(at.element());
    if (!walk.unlocked() && safeBqlWalks.on() && !listener.isRegistered()) {
      return;
    }
    walk.visit(self, listener);
  }

  @Override
  public void register(
      QemuThread self, MemoryListener listener, AddressSpace space, Replay replay) {
    listener.addressSpace(space);
    link(listener, space);
    replay.added(self, listener, space);
  }

  @Override
  public Unregistration unregister(
      QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
    AddressSpace space = listener.addressSpace();
    // QEMU tests the pointer; with its clearing deferred, the flag says what the pointer used to
    // say.
    if (space == null || (has(Ingredients.DEFERRED_CLEAR) && !listener.isRegistered())) {
      return Unregistration.NOT_REGISTERED;
    }
    replay.removed(self, listener, space);
    unlink(listener, space);
    Seam.delay(DelaySite.UNLINK_TO_GRACE_PERIOD);
    awaitReaders(self);
    clearAddressSpace(listener);
    return Unregistration.DONE;
  }

  /** Links on both lists, behind the listeners of the same priority. */
  protected void link(MemoryListener listener, AddressSpace space) {
    insert(listeners, listener.link(), listener.priority());
    insert(space.listeners(), listener.linkAs(), listener.priority());
    listener.registered(true);
  }

  /** Unlinks from both lists. */
  protected void unlink(MemoryListener listener, AddressSpace space) {
    for (Cursor cursor : cursors) {
      cursor.leave(listener.link());
      cursor.leave(listener.linkAs());
    }
    Removal removal =
        safeBqlWalks.on() ? Removal.RCU_BOTH_WAYS : rcuLists.on() ? Removal.RCU : Removal.PLAIN;
    listeners.remove(listener.link(), removal);
    space.listeners().remove(listener.linkAs(), removal);
    listener.registered(false);
    vm.heap().noteUnlinked(listener);
  }

  private void insert(QTailQ<MemoryListener> list, QTailQLink<MemoryListener> link, int priority) {
    QTailQLink<MemoryListener> last = list.previous(list.head());
    if (last == null || priority >= Objects.requireNonNull(last.element()).priority()) {
      list.insertTail(link, rcuLists.on());
      return;
    }
    QTailQLink<MemoryListener> at = list.next(list.head());
    while (at != null && priority >= Objects.requireNonNull(at.element()).priority()) {
      at = list.next(at);
    }
    list.insertBefore(Objects.requireNonNull(at), link, rcuLists.on());
  }

  /** Waits after the unlinking, as far as an ingredient says so. */
  private void awaitReaders(QemuThread self) {
    if (has(Ingredients.WAIT_SYNCHRONIZE)) {
      vm.rcu().synchronize(self);
    }
    if (has(Ingredients.WAIT_DRAIN)) {
      vm.rcu().drain(self);
    }
    if (has(Ingredients.WAIT_SIGNAL)) {
      Event signal = Seam.event("the signal of an RCU callback", false).raisedBy(RcuDomain.WORKER);
      vm.rcu().callRcu(worker -> signal.set());
      signal.await();
    }
  }

  /** Clears {@code address_space}, at once or after a grace period. */
  private void clearAddressSpace(MemoryListener listener) {
    if (!has(Ingredients.DEFERRED_CLEAR)) {
      listener.addressSpace(null);
      return;
    }
    int registration = listener.registrations();
    vm.rcu()
        .callRcu(
            worker -> {
              if (!listener.isRegistered() && listener.registrations() == registration) {
                listener.addressSpace(null);
              }
            });
  }

  @Override
  public void release(QemuThread self, Owner owner) {
    if (owner.kind() == OwnerKind.QOM || has(Ingredients.DEFERRED_FREE)) {
      vm.heap().noteRetired(owner);
      vm.rcu().callRcu(worker -> vm.heap().free(owner));
    } else {
      vm.heap().free(owner);
    }
  }

  @Override
  public void publish(QemuThread self, AddressSpace space, Runnable render) {
    boolean rcu = has(Ingredients.RCU_ADDRESS_SPACES);
    if (has(Ingredients.PUBLISH_AFTER_RENDER)) {
      render.run();
      addressSpaces.insertTail(space.link(), rcu);
    } else {
      addressSpaces.insertTail(space.link(), rcu);
      render.run();
    }
  }

  @Override
  public void unpublish(QemuThread self, AddressSpace space) {
    addressSpaces.remove(
        space.link(), has(Ingredients.RCU_ADDRESS_SPACES) ? Removal.RCU : Removal.PLAIN);
  }

  @Override
  public void forEachAddressSpace(QemuThread self, Consumer<AddressSpace> action) {
    for (QTailQLink<AddressSpace> at = addressSpaces.next(addressSpaces.head());
        at != null;
        at = addressSpaces.next(at)) {
      action.accept(Objects.requireNonNull(at.element()));
    }
  }

  @Override
  public @Nullable AddressSpace findAddressSpace(QemuThread self, MemoryRegion root) {
    boolean rcu = has(Ingredients.RCU_TRAVERSAL_IN_FIND);
    QTailQLink<AddressSpace> at =
        rcu
            ? addressSpaces.nextRcu(addressSpaces.head())
            : addressSpaces.next(addressSpaces.head());
    while (at != null) {
      AddressSpace space = Objects.requireNonNull(at.element());
      if (space.root() == root) {
        return space;
      }
      at = rcu ? addressSpaces.nextRcu(at) : addressSpaces.next(at);
    }
    return null;
  }

  @Override
  public void enterFind(QemuThread self) {
    self.sections().enter(self);
  }

  @Override
  public void leaveFind(QemuThread self) {
    self.sections().leave(self);
  }

  @Override
  public boolean walksMapInsteadOfTemporaryListener() {
    return has(Ingredients.MAP_INSTEAD_OF_TEMPORARY);
  }

  @Override
  public void migrationStarts(QemuThread self) {}

  @Override
  public void migrationEnded(QemuThread self) {}
}
