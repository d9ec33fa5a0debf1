package dev.quiesce.harness.opinion;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.QTailQ;
import dev.quiesce.api.memory.QTailQ.Removal;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Small programs over the native primitives, each with a broken twin, and what both checkers must
 * say of each: the explorer of all its executions, Lincheck of those that it samples.
 */
enum SmallProgram implements Supplier<Trial> {
  INSERT_UNDER_A_LOCK(Ending.FINE, trial -> insertions(trial, true)),
  INSERT_WITHOUT_A_LOCK(Ending.LOST, trial -> insertions(trial, false)),

  WALK_PAST_AN_RCU_REMOVAL(Ending.FINE, trial -> walk(trial, Removal.RCU)),
  WALK_PAST_A_PLAIN_REMOVAL(Ending.LOST, trial -> walk(trial, Removal.PLAIN)),

  QEMU_RCU_FREE_AFTER_GRACE_PERIOD(Ending.FINE, trial -> mailbox(trial, qemu(), true)),
  QEMU_RCU_FREE_AT_ONCE(Ending.USE_AFTER_FREE, trial -> mailbox(trial, qemu(), false)),

  FAST_RCU_FREE_AFTER_GRACE_PERIOD(Ending.FINE, trial -> mailbox(trial, fast(), true)),
  FAST_RCU_FREE_AT_ONCE(Ending.USE_AFTER_FREE, trial -> mailbox(trial, fast(), false)),

  DRAIN_WAITS_FOR_CALLBACKS(Ending.FINE, trial -> callback(trial, true)),
  SYNCHRONIZE_DOES_NOT(Ending.LOST, trial -> callback(trial, false)),

  GRACE_PERIOD_WITHOUT_THE_BQL(Ending.FINE, trial -> mmio(trial, false)),
  GRACE_PERIOD_UNDER_THE_BQL(Ending.DEADLOCK, trial -> mmio(trial, true));

  private final Ending expected;

  @SuppressWarnings("ImmutableEnumChecker") // each is a function of its argument alone
  private final Consumer<Trial> body;

  SmallProgram(Ending expected, Consumer<Trial> body) {
    this.expected = expected;
    this.body = body;
  }

  /** The worst ending that any of its executions has. */
  Ending expected() {
    return expected;
  }

  /** The initial state. */
  @Override
  public Trial get() {
    Trial trial = new Trial();
    body.accept(trial);
    return trial;
  }

  /** A pointer to a box. */
  private static final class Mailbox extends SharedObject {
    static final RefField<Mailbox, Box> POINTER =
        RefField.of(MethodHandles.lookup(), Mailbox.class, "pointer", Box.class);

    @SuppressWarnings("unused") // through POINTER
    private @Nullable Box pointer;
  }

  /** A number in memory that can be freed. */
  private static final class Box extends HeapObject {
    static final IntField<Box> VALUE = IntField.of(MethodHandles.lookup(), Box.class, "value");

    @SuppressWarnings("unused") // through VALUE
    private int value;

    Box(Storage storage) {
      super(storage);
    }
  }

  /** Whether something has happened. */
  private static final class Flag extends SharedObject {
    static final IntField<Flag> VALUE = IntField.of(MethodHandles.lookup(), Flag.class, "value");

    @SuppressWarnings("unused") // through VALUE
    private int value;

    void raise() {
      VALUE.setVolatile(this, 1);
    }

    /** Raises it; whether it was up before. */
    boolean isRaisedAgain() {
      return VALUE.getAndAdd(this, 1) != 0;
    }

    boolean isUp() {
      return VALUE.getVolatile(this) != 0;
    }

    /** Without a step: when every thread has finished. */
    boolean wasUp() {
      return !VALUE.peek(this).equals(0);
    }
  }

  private static RcuDomain qemu() {
    return new QemuRcu(new Bql(LockObserver.NONE), Batching.PROMPT);
  }

  private static RcuDomain fast() {
    return new FastRcu(
        new Bql(LockObserver.NONE), Batching.PROMPT, AsymmetricBarrier.membarrier(() -> {}));
  }

  private static QTailQLink<String> link(String name) {
    return new QTailQLink<>(Storage.permanent(name), name, name);
  }

  private static QTailQ<String> queue() {
    return new QTailQ<>(Storage.permanent("list"), "list");
  }

  private static int length(QTailQ<String> queue) {
    int length = 0;
    QTailQLink<String> at = queue.next(queue.head());
    for (; at != null; at = queue.next(at)) {
      length++;
    }
    return length;
  }

  /** Two threads insert at the tail; the end must show both. */
  private static void insertions(Trial trial, boolean locked) {
    QTailQ<String> queue = queue();
    Mutex mutex = Seam.mutex("list lock");
    Flag finished = new Flag();
    Flag missing = new Flag();
    for (String name : new String[] {"a", "b"}) {
      QTailQLink<String> link = link(name);
      trial.thread(
          name,
          () -> {
            if (locked) {
              mutex.lock();
            }
            queue.insertTail(link, true);
            if (locked) {
              mutex.unlock();
            }
            if (finished.isRaisedAgain() && length(queue) < 2) {
              missing.raise();
            }
          });
    }
    trial.complete(() -> !missing.wasUp());
  }

  /** A reader walks while the middle one of three is removed; it must come to the last. */
  private static void walk(Trial trial, Removal removal) {
    QTailQ<String> queue = queue();
    QTailQLink<String> middle = link("middle");
    QTailQLink<String> last = link("last");
    queue.insertTail(link("first"), true);
    queue.insertTail(middle, true);
    queue.insertTail(last, true);
    Flag seen = new Flag();
    trial.thread("remover", () -> queue.remove(middle, removal));
    trial.thread(
        "reader",
        () -> {
          QTailQLink<String> at = queue.nextRcu(queue.head());
          while (at != null) {
            if (at == last) {
              seen.raise();
            }
            at = queue.nextRcu(at);
          }
        });
    trial.complete(seen::wasUp);
  }

  /** A reader follows a pointer while an updater takes the box away and frees it. */
  private static void mailbox(Trial trial, RcuDomain rcu, boolean waits) {
    Heap heap = new Heap(HeapMode.QUARANTINE, false);
    Mailbox mailbox = new Mailbox();
    Box box = heap.allocate("Box", "box", Box.class, Box::new);
    Mailbox.POINTER.setPlain(mailbox, box);
    QemuThread reader = rcu.attach("reader");
    QemuThread updater = rcu.attach("updater");
    trial.thread(
        "reader",
        () -> {
          reader.rcu().lock();
          Box found = Mailbox.POINTER.getAcquire(mailbox);
          if (found != null) {
            int unused = Box.VALUE.getPlain(found);
          }
          reader.rcu().unlock();
        });
    trial.thread(
        "updater",
        () -> {
          Mailbox.POINTER.setRelease(mailbox, null);
          if (waits) {
            rcu.synchronize(updater);
          }
          heap.free(box);
        });
  }

  /** A thread queues a callback and waits; then the callback must have run. */
  private static void callback(Trial trial, boolean drains) {
    RcuDomain rcu = qemu();
    QemuThread worker = rcu.attach(RcuDomain.WORKER);
    QemuThread self = rcu.attach("main");
    Flag ran = new Flag();
    Flag missed = new Flag();
    trial.thread(
        "main",
        () -> {
          rcu.callRcu(unused -> ran.raise());
          if (drains) {
            rcu.drain(self);
          } else {
            rcu.synchronize(self);
          }
          if (!ran.isUp()) {
            missed.raise();
          }
        });
    trial.around(() -> rcu.start(() -> worker), rcu::close);
    trial.complete(() -> !missed.wasUp());
  }

  /** A vCPU waits for the BQL inside a read section; main waits for a grace period. */
  private static void mmio(Trial trial, boolean underBql) {
    Bql bql = new Bql(LockObserver.NONE);
    RcuDomain rcu = new QemuRcu(bql, Batching.PROMPT);
    QemuThread vcpu = rcu.attach("vcpu");
    QemuThread main = rcu.attach("main");
    trial.thread(
        "vcpu",
        () -> {
          vcpu.rcu().lock();
          bql.lock(vcpu, "mmio");
          bql.unlock(vcpu);
          vcpu.rcu().unlock();
        });
    trial.thread(
        "main",
        () -> {
          bql.lock(main, "main loop");
          if (!underBql) {
            bql.unlock(main);
          }
          rcu.synchronize(main);
          if (underBql) {
            bql.unlock(main);
          }
        });
  }
}
