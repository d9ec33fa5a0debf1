package dev.quiesce.harness.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fast domain over the barrier that this system has: what was retired is never read. */
@Timeout(60)
class MembarrierRcuTest {
  private static final int GRACE_PERIODS = 3_000;
  private static final int READERS = 3;

  /** Something that is alive until it is poisoned. */
  private static final class Node {
    private int alive = 1;
  }

  private final FastRcu rcu =
      new FastRcu(new Bql(LockObserver.NONE), Batching.PROMPT, Barriers.ofProcess().barrier());
  private final AtomicReference<Node> current = new AtomicReference<>(new Node());
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong dead = new AtomicLong();

  @Test
  void readers_ofWhatIsReplaced_neverMeetItPoisoned() throws Exception {
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Thread reader = new Thread(this::read, "reader " + i);
      reader.start();
      readers.add(reader);
    }
    QemuThread self = rcu.attach("updater");
    for (int i = 0; i < GRACE_PERIODS; i++) {
      Node old = current.getAndSet(new Node());
      rcu.synchronize(self);
      old.alive = 0;
    }
    stop.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(dead).hasValue(0);
  }

  private void read() {
    QemuThread me = rcu.attach(Thread.currentThread().getName());
    while (!stop.getOpaque()) {
      for (int i = 0; i < 500; i++) {
        me.rcu().lock();
        me.rcu().lock();
        Node node = current.getPlain();
        me.rcu().unlock();
        if (node.alive == 0) {
          dead.incrementAndGet();
        }
        me.rcu().unlock();
      }
    }
    rcu.detach(me);
  }
}
