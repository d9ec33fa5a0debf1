package dev.quiesce.api.memory;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.Seam;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's doubly linked tail queue with embedded links: {@code QTAILQ_*} (include/qemu/queue.h) and
 * {@code QTAILQ_*_RCU} (include/qemu/rcu_queue.h), store by store, because the difference between
 * them is part of the question.
 *
 * <p>Writers hold the BQL (or what a strategy puts in its place); readers may hold nothing that
 * keeps writers out.
 *
 * @param <E> the elements' type
 */
public final class QTailQ<E> {
  private final QTailQLink<E> head;

  /** An empty queue whose head lives in {@code storage}. */
  public QTailQ(Storage storage, String name) {
    this(storage, name, "");
  }

  /** An empty queue that is the field {@code .field} of what has that name. */
  QTailQ(Storage storage, String name, String field) {
    this.head = new QTailQLink<>(storage, null, name, field);
    QTailQLink.PREV.setPlain(head, head);
  }

  /** What a removal leaves behind in the removed element. */
  public enum Removal {
    /**
     * {@code QTAILQ_REMOVE}: next and prev are zeroed, so a reader parked there ends its walk
     * early.
     */
    PLAIN,
    /** {@code QTAILQ_REMOVE_RCU}: next stays, so forward readers go on; prev is zeroed. */
    RCU,
    /** Both stay, so readers of either direction go on. Not in QEMU. */
    RCU_BOTH_WAYS
  }

  /** The links before the first element and after the last. */
  public QTailQLink<E> head() {
    return head;
  }

  /** {@code QTAILQ_FIRST}/{@code QTAILQ_NEXT} with a plain load; null at the end. */
  public @Nullable QTailQLink<E> next(QTailQLink<E> link) {
    return link.nextPlain();
  }

  /**
   * {@code QTAILQ_FIRST_RCU}/{@code QTAILQ_NEXT_RCU}: the acquire pairs with the release of an RCU
   * insertion.
   */
  public @Nullable QTailQLink<E> nextRcu(QTailQLink<E> link) {
    return link.nextAcquire();
  }

  /**
   * {@code QTAILQ_PREV}, and {@code QTAILQ_LAST} when given the head: {@code
   * link.prev->prev->next}; null before the first.
   *
   * @throws MemoryFault if {@code link} was removed, which zeroed its prev
   */
  public @Nullable QTailQLink<E> previous(QTailQLink<E> link) {
    QTailQLink<E> before = follow(link.prevPlain(), link);
    return follow(before.prevPlain(), before).nextPlain();
  }

  /**
   * The element before {@code link} by its own prev alone, which also works from an element that
   * was removed {@link Removal#RCU_BOTH_WAYS}; null before the first. Not in QEMU.
   */
  public @Nullable QTailQLink<E> previousDirect(QTailQLink<E> link) {
    QTailQLink<E> before = follow(link.prevPlain(), link);
    return before == head ? null : before;
  }

  /**
   * {@code QTAILQ_INSERT_TAIL}, or its RCU variant, which publishes an initialised element with a
   * release store.
   */
  public void insertTail(QTailQLink<E> link, boolean rcu) {
    QTailQLink<E> last = follow(head.prevPlain(), head);
    QTailQLink.NEXT.setPlain(link, null);
    QTailQLink.PREV.setPlain(link, last);
    publish(last, link, rcu);
    QTailQLink.PREV.setPlain(head, link);
  }

  /** {@code QTAILQ_INSERT_BEFORE}, or its RCU variant. */
  public void insertBefore(QTailQLink<E> successor, QTailQLink<E> link, boolean rcu) {
    QTailQLink<E> before = follow(successor.prevPlain(), successor);
    QTailQLink.NEXT.setPlain(link, successor);
    QTailQLink.PREV.setPlain(link, before);
    publish(before, link, rcu);
    QTailQLink.PREV.setPlain(successor, link);
  }

  /** Unlinks {@code link}, which must be in this queue. */
  public void remove(QTailQLink<E> link, Removal removal) {
    QTailQLink<E> after = link.nextPlain();
    QTailQLink<E> before = follow(link.prevPlain(), link);
    QTailQLink.PREV.setPlain(after == null ? head : after, before);
    if (removal == Removal.PLAIN) {
      QTailQLink.NEXT.setPlain(before, after);
      QTailQLink.NEXT.setPlain(link, null);
    } else {
      // qatomic_set: no ordering is needed, a reader may take either way round.
      QTailQLink.NEXT.setOpaque(before, after);
    }
    if (removal != Removal.RCU_BOTH_WAYS) {
      QTailQLink.PREV.setPlain(link, null);
    }
  }

  /** Whether the queue is empty. */
  public boolean isEmpty() {
    return head.nextPlain() == null;
  }

  private static <E> void publish(QTailQLink<E> before, QTailQLink<E> link, boolean rcu) {
    if (rcu) {
      // Release: the element's fields and links before its publication; pairs with nextRcu().
      QTailQLink.NEXT.setRelease(before, link);
    } else {
      QTailQLink.NEXT.setPlain(before, link);
    }
  }

  private static <E> QTailQLink<E> follow(@Nullable QTailQLink<E> pointer, QTailQLink<E> from) {
    if (pointer == null) {
      throw Seam.failing(
          new MemoryFault(
              FaultKind.NULL_DEREFERENCE,
              "null-dereference: "
                  + from.label()
                  + ".prev is null: the element was removed meanwhile"));
    }
    return pointer;
  }
}
