package dev.quiesce.api.memory;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.RefField;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * The links of one element, or of the head, of a {@link QTailQ}; {@code QTailQLink} of
 * include/qemu/queue.h. Lives in the element's storage.
 *
 * @param <E> the elements' type
 */
public final class QTailQLink<E> extends HeapObject {
  @SuppressWarnings("rawtypes")
  static final RefField<QTailQLink, QTailQLink> NEXT =
      RefField.of(MethodHandles.lookup(), QTailQLink.class, "next", QTailQLink.class);

  @SuppressWarnings("rawtypes")
  static final RefField<QTailQLink, QTailQLink> PREV =
      RefField.of(MethodHandles.lookup(), QTailQLink.class, "prev", QTailQLink.class);

  private final @Nullable E element;
  private final String name;
  private final String field;

  @SuppressWarnings("unused") // through NEXT
  private @Nullable QTailQLink<E> next;

  @SuppressWarnings("unused") // through PREV
  private @Nullable QTailQLink<E> prev;

  /** The links of {@code element}, in its storage; null for a list's head. */
  public QTailQLink(Storage storage, @Nullable E element, String name) {
    this(storage, element, name, "");
  }

  /** The same, as the field {@code .field} of what has that name; joined where it is printed. */
  QTailQLink(Storage storage, @Nullable E element, String name, String field) {
    super(storage);
    this.element = element;
    this.name = name;
    this.field = field;
  }

  /** The element that contains these links; null for the head. */
  public @Nullable E element() {
    return element;
  }

  @Override
  public String label() {
    return name + field;
  }

  @SuppressWarnings("unchecked")
  @Nullable QTailQLink<E> nextPlain() {
    return NEXT.getPlain(this);
  }

  @SuppressWarnings("unchecked")
  @Nullable QTailQLink<E> nextAcquire() {
    return NEXT.getAcquire(this);
  }

  @SuppressWarnings("unchecked")
  @Nullable QTailQLink<E> prevPlain() {
    return PREV.getPlain(this);
  }
}
