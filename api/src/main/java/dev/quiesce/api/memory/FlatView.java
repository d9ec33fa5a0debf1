package dev.quiesce.api.memory;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.sync.RcuDomain;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct FlatView}: an immutable rendered map, shared by the address spaces with one root,
 * reference-counted, and freed through RCU once the count is 0.
 */
public final class FlatView extends HeapObject {
  private static final IntField<FlatView> REFERENCES =
      IntField.of(MethodHandles.lookup(), FlatView.class, "references");

  private static final RefField<FlatView, RenderedView> RENDERED =
      RefField.of(MethodHandles.lookup(), FlatView.class, "rendered", RenderedView.class);

  @SuppressWarnings("unused") // through RENDERED: a pointer into the view's own storage
  private @Nullable RenderedView rendered;

  @SuppressWarnings("unused") // through REFERENCES
  private int references;

  FlatView(Storage storage) {
    super(storage);
  }

  /**
   * Fills a new view in, whose block may have had a former life; the first reference is the
   * caller's.
   */
  void initialise(RenderedView newRendered) {
    RENDERED.setPlain(this, newRendered);
    REFERENCES.setPlain(this, 1);
  }

  /** The root region it was rendered from; empty for the view of nothing. */
  public Optional<MemoryRegion> root() {
    return rendered().root();
  }

  /** The ranges, ascending. */
  public List<FlatRange> ranges() {
    return rendered().ranges();
  }

  private RenderedView rendered() {
    return Objects.requireNonNull(RENDERED.getPlain(this));
  }

  /**
   * {@code flatview_ref}: adds a reference unless the count is 0 already ({@code
   * fetch_inc_nonzero}).
   */
  boolean reference() {
    return REFERENCES.addReference(this);
  }

  /** {@code flatview_unref}: the last one hands the view to {@code call_rcu}. */
  void release(RcuDomain rcu, Heap heap) {
    if (REFERENCES.dropReference(this)) {
      rcu.callRcu(worker -> heap.free(this));
    }
  }

  @Override
  public String label() {
    return storage().label();
  }
}
