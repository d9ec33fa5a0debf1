package dev.quiesce.api.memory;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.sync.RcuDomain;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/**
 * {@code struct FlatView}: an immutable rendered map, shared by the address spaces with one root,
 * reference-counted, and freed through RCU once the count is 0.
 */
public final class FlatView extends HeapObject {
  private static final IntField<FlatView> REFERENCES =
      IntField.of(MethodHandles.lookup(), FlatView.class, "references");

  private final RenderedView rendered;

  @SuppressWarnings("unused") // through REFERENCES
  private int references;

  FlatView(Storage storage, RenderedView rendered) {
    super(storage);
    this.rendered = rendered;
    REFERENCES.setPlain(this, 1);
  }

  /** The root region it was rendered from; empty for the view of nothing. */
  public Optional<MemoryRegion> root() {
    return rendered.root();
  }

  /** The ranges, ascending. */
  public List<FlatRange> ranges() {
    return rendered.ranges();
  }

  /**
   * {@code flatview_ref}: adds a reference unless the count is 0 already ({@code
   * fetch_inc_nonzero}).
   */
  boolean reference() {
    while (true) {
      int count = REFERENCES.getVolatile(this);
      if (count == 0) {
        return false;
      }
      if (REFERENCES.compareAndSet(this, count, count + 1)) {
        return true;
      }
    }
  }

  /** {@code flatview_unref}: the last one hands the view to {@code call_rcu}. */
  void release(RcuDomain rcu, Heap heap) {
    if (REFERENCES.getAndAdd(this, -1) == 1) {
      rcu.callRcu(worker -> heap.free(this));
    }
  }

  @Override
  public String label() {
    return storage().label();
  }
}
