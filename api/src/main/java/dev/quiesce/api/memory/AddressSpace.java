package dev.quiesce.api.memory;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct AddressSpace}: a view root. The storage belongs to the caller of {@link
 * Memory#initAddressSpace}; what it points to is released through RCU after {@link
 * Memory#destroyAddressSpace}.
 */
public final class AddressSpace extends HeapObject {
  private static final RefField<AddressSpace, MemoryRegion> ROOT =
      RefField.of(MethodHandles.lookup(), AddressSpace.class, "root", MemoryRegion.class);
  private static final RefField<AddressSpace, FlatView> CURRENT_MAP =
      RefField.of(MethodHandles.lookup(), AddressSpace.class, "currentMap", FlatView.class);

  private final String name;
  private final QTailQ<MemoryListener> listeners;
  private final QTailQLink<AddressSpace> link;

  @SuppressWarnings("unused") // through ROOT
  private @Nullable MemoryRegion root;

  @SuppressWarnings("unused") // through CURRENT_MAP
  private @Nullable FlatView currentMap;

  @Confined("BQL: as->ioeventfds, what the listeners know")
  private List<IoEventfd> ioEventfds = List.of();

  AddressSpace(Storage storage, String name) {
    super(storage);
    this.name = name;
    this.listeners = new QTailQ<>(storage, name, ".listeners");
    this.link = new QTailQLink<>(storage, this, name, ".address_spaces_link");
  }

  /** The name, as {@code info mtree} prints it. */
  public String name() {
    return name;
  }

  /** {@code as->listeners}; every walk of it holds the BQL. */
  public QTailQ<MemoryListener> listeners() {
    return listeners;
  }

  /** Links on the list of address spaces. */
  public QTailQLink<AddressSpace> link() {
    return link;
  }

  /** {@code as->root}; null while the address space is being destroyed. */
  public @Nullable MemoryRegion root() {
    return ROOT.getPlain(this);
  }

  void root(@Nullable MemoryRegion region) {
    ROOT.setPlain(this, region);
  }

  /**
   * {@code address_space_to_flatview}: valid inside a read section or under the BQL; null before
   * the first rendering.
   */
  @Nullable FlatView currentMap() {
    // Acquire pairs with the release in currentMap(view): the view's ranges before its address.
    return CURRENT_MAP.getAcquire(this);
  }

  void currentMap(FlatView view) {
    // Release: qatomic_rcu_set.
    CURRENT_MAP.setRelease(this, view);
  }

  /**
   * {@code address_space_get_flatview}: the current map with a reference of its own, found inside a
   * short RCU section.
   *
   * @throws MemoryFault if the map has not been rendered yet: QEMU would follow a null pointer
   */
  public FlatView acquireMap(QemuThread self) {
    self.rcu().lock();
    FlatView view = requireMap();
    while (!view.reference()) {
      view = requireMap();
    }
    self.rcu().unlock();
    return view;
  }

  List<IoEventfd> ioEventfds() {
    return ioEventfds;
  }

  void ioEventfds(List<IoEventfd> now) {
    ioEventfds = List.copyOf(now);
  }

  /** The current map, which must exist. */
  FlatView requireMap() {
    FlatView view = currentMap();
    if (view == null) {
      throw Seam.failing(
          new MemoryFault(
              FaultKind.NULL_DEREFERENCE,
              "null-dereference: "
                  + name
                  + ".current_map is null: published before its first rendering"));
    }
    return view;
  }

  @Override
  public String label() {
    return name;
  }
}
