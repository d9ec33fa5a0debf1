package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.DelaySite;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The queue of {@code call_rcu} (util/rcu.c): many producers, one consumer, wait-free for
 * producers, with a dummy node so that it never runs empty. Callbacks leave it in the order of the
 * producers' exchanges.
 */
final class CallQueue {
  private final Bql bql;
  private final Batching batching;
  private final Shared shared = new Shared();
  private final Event ready = Seam.event("an RCU callback", false);
  private final RcuHead dummy = new RcuHead(null);

  @Confined("the call_rcu thread")
  private RcuHead head = dummy;

  /** What producers and the consumer share. */
  @SuppressWarnings("unused") // its fields are read through their tokens
  private static final class Shared extends SharedObject {
    static final IntField<Shared> CALLS =
        IntField.of(MethodHandles.lookup(), Shared.class, "calls");
    static final RefField<Shared, RcuHead> TAIL =
        RefField.of(MethodHandles.lookup(), Shared.class, "tail", RcuHead.class);

    int calls;
    @Nullable RcuHead tail;

    @Override
    public String label() {
      return "rcu queue";
    }
  }

  CallQueue(Bql bql, Batching batching) {
    this.bql = bql;
    this.batching = batching;
    Shared.TAIL.setPlain(shared, dummy);
  }

  /** {@code call_rcu1}; a full fence. Any thread. */
  void enqueue(RcuHead added) {
    append(added);
    Seam.delay(DelaySite.ENQUEUE_TO_COUNT);
    int unused = Shared.CALLS.getAndAdd(shared, 1);
    ready.set();
  }

  private void append(RcuHead added) {
    RcuHead.NEXT.setPlain(added, null);
    RcuHead last = Objects.requireNonNull(Shared.TAIL.getAndSet(shared, added));
    // Release: publishes the head with its callback to the acquire in tryDequeue().
    RcuHead.NEXT.setRelease(last, added);
  }

  /** Blocks until a batch should be started; returns its length. The call_rcu thread. */
  int awaitBatch() {
    int naps = 0;
    int waiting = Shared.CALLS.getVolatile(shared);
    while (waiting == 0 || (waiting < batching.enough() && ++naps <= batching.naps())) {
      if (batching.napNanos() > 0) {
        Seam.sleep(batching.napNanos());
      }
      if (waiting == 0) {
        ready.reset();
        waiting = Shared.CALLS.getVolatile(shared);
        if (waiting == 0) {
          ready.await();
        }
      }
      waiting = Shared.CALLS.getVolatile(shared);
    }
    int unused = Shared.CALLS.getAndAdd(shared, -waiting);
    return waiting;
  }

  /** Takes the head of the queue, which is not empty; {@code self} holds the BQL. */
  RcuHead dequeue(QemuThread self) {
    RcuHead node = tryDequeue();
    while (node == null) {
      // A producer is between its exchange and its store of next: let it, without the BQL.
      bql.unlock(self);
      ready.reset();
      node = tryDequeue();
      if (node == null) {
        ready.await();
        node = tryDequeue();
      }
      bql.lock(self, "call_rcu_thread");
    }
    return node;
  }

  private @Nullable RcuHead tryDequeue() {
    while (true) {
      RcuHead node = head;
      RcuHead next = RcuHead.NEXT.getAcquire(node);
      if (next == null) {
        return null;
      }
      head = next;
      if (node != dummy) {
        return node;
      }
      append(dummy);
    }
  }
}
