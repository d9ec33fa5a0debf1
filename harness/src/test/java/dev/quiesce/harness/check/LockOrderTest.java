package dev.quiesce.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.ReadWriteLock;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.explore.ExplorationBudget;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.explore.MemorySemantics;
import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.Program;
import dev.quiesce.harness.result.RcuModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cycles in the order of locks, each from one schedule in which nobody ever waits for another. */
@Tag("controlled")
final class LockOrderTest {
  private static final int MAX_STEPS = 1_000;

  /** One schedule, the first one: threads one after the other. */
  private static final ExplorationBudget ONE =
      new ExplorationBudget(0, Long.MAX_VALUE, 1, 1, MAX_STEPS);

  private final AtomicBoolean deadlocked = new AtomicBoolean();

  private List<String> cycles(Program program) {
    LockGraph graph = new LockGraph();
    try (Explorer explorer = new Explorer()) {
      explorer.explore(
          program,
          new MemorySemantics(false, Set.of()),
          ONE,
          (observer, schedule) -> {
            PromiseMonitor monitor = (PromiseMonitor) observer;
            deadlocked.compareAndSet(false, !monitor.sightings().isEmpty());
            graph.add(monitor.lockEdges());
          });
    }
    return graph.cycles().stream().map(LockGraph::text).toList();
  }

  private static Observer threads(Runnable... bodies) {
    for (int i = 0; i < bodies.length; i++) {
      Seam.thread("t" + i, false, bodies[i]).start();
    }
    return new PromiseMonitor(-1);
  }

  private static void nested(Mutex... mutexes) {
    for (Mutex mutex : mutexes) {
      mutex.lock();
    }
    for (int i = mutexes.length - 1; i >= 0; i--) {
      mutexes[i].unlock();
    }
  }

  @Test
  void inversion_noThreadEverWaits_isReportedWithBothThreadsAndSteps() {
    List<String> cycles =
        cycles(
            () -> {
              Mutex a = Seam.mutex("a");
              Mutex b = Seam.mutex("b");
              return threads(() -> nested(a, b), () -> nested(b, a));
            });

    assertThat(deadlocked).isFalse();
    assertThat(cycles).hasSize(1);
    assertThat(cycles.get(0))
        .matches(
            "lock order: a -> b -> a: t\\d holds a \\(step \\d+, in no call\\) and takes b"
                + " \\(after step \\d+, in no call\\); t\\d holds b \\(step \\d+, in no call\\) and"
                + " takes a \\(after step \\d+, in no call\\)");
  }

  @Test
  void inversion_ofThreeLocks_isReported() {
    List<String> cycles =
        cycles(
            () -> {
              Mutex a = Seam.mutex("a");
              Mutex b = Seam.mutex("b");
              Mutex c = Seam.mutex("c");
              return threads(() -> nested(a, b), () -> nested(b, c), () -> nested(c, a));
            });

    assertThat(cycles).singleElement().asString().contains("a -> b -> c -> a");
  }

  @Test
  void nesting_alwaysTheSame_isClean() {
    assertThat(
            cycles(
                () -> {
                  Mutex a = Seam.mutex("a");
                  Mutex b = Seam.mutex("b");
                  Mutex c = Seam.mutex("c");
                  return threads(() -> nested(a, b, c), () -> nested(a, c), () -> nested(b, c));
                }))
        .isEmpty();
  }

  @Test
  void inversion_underOneOuterLock_isClean() {
    assertThat(
            cycles(
                () -> {
                  Mutex outer = Seam.mutex("outer");
                  Mutex a = Seam.mutex("a");
                  Mutex b = Seam.mutex("b");
                  return threads(() -> nested(outer, a, b), () -> nested(outer, b, a));
                }))
        .isEmpty();
  }

  @Test
  void inversion_byTryLock_isClean() {
    assertThat(
            cycles(
                () -> {
                  Mutex a = Seam.mutex("a");
                  Mutex b = Seam.mutex("b");
                  return threads(
                      () -> nested(a, b),
                      () -> {
                        b.lock();
                        if (a.tryLock()) {
                          a.unlock();
                        }
                        b.unlock();
                      });
                }))
        .isEmpty();
  }

  private static void shared(ReadWriteLock lock, Mutex inner) {
    lock.lockRead();
    nested(inner);
    lock.unlockRead();
  }

  /** Outside of {@code lock}, for a reader or a writer. */
  private static void inside(Mutex outer, ReadWriteLock lock, boolean write) {
    outer.lock();
    if (write) {
      lock.lockWrite();
      lock.unlockWrite();
    } else {
      lock.lockRead();
      lock.unlockRead();
    }
    outer.unlock();
  }

  private List<String> readWrite(Supplier<ReadWriteLock> kind, boolean write, boolean writer) {
    return cycles(
        () -> {
          Mutex a = Seam.mutex("a");
          Mutex other = Seam.mutex("other");
          ReadWriteLock lock = kind.get();
          return threads(
              () -> shared(lock, a),
              () -> inside(a, lock, write),
              () -> inside(other, lock, writer));
        });
  }

  @Test
  void writer_insideALockThatReadersTake_isReported() {
    assertThat(readWrite(() -> Seam.readWriteLock("rw"), true, false))
        .singleElement()
        .asString()
        .contains("a -> rw (shared) -> a");
  }

  @Test
  void reader_insideALockThatReadersTake_isCleanForTheyShare() {
    assertThat(readWrite(() -> Seam.readWriteLock("rw"), false, false)).isEmpty();
    assertThat(readWrite(() -> Seam.stampedLock("rw"), false, false)).isEmpty();
  }

  @Test
  void reader_whereAWaitingWriterKeepsReadersOut_isReported() {
    for (Supplier<ReadWriteLock> kind :
        List.<Supplier<ReadWriteLock>>of(
            () -> Seam.readWriteLock("rw"), () -> Seam.stampedLock("rw"))) {
      assertThat(readWrite(kind, false, true))
          .singleElement()
          .asString()
          .contains("a -> rw -> rw (shared) -> a");
    }
  }

  private List<String> readInARead(Supplier<ReadWriteLock> kind) {
    return cycles(
        () -> {
          ReadWriteLock lock = kind.get();
          return threads(
              () -> {
                lock.lockRead();
                lock.lockRead();
                lock.unlockRead();
                lock.unlockRead();
              },
              () -> {
                lock.lockWrite();
                lock.unlockWrite();
              });
        });
  }

  @Test
  void reader_thatReadsAgain_standsAgainstTheWriterOfTheStampedLockOnly() {
    assertThat(readInARead(() -> Seam.readWriteLock("rw"))).isEmpty();
    assertThat(readInARead(() -> Seam.stampedLock("rw")))
        .singleElement()
        .asString()
        .contains("rw -> rw (shared) -> rw");
  }

  /** A machine's locks and two threads. */
  private static Observer machine(
      RcuModel model, Consumer<Machine> first, Consumer<Machine> second) {
    Bql bql = new Bql(LockObserver.NONE);
    RcuDomain rcu = model == RcuModel.SPEC ? new SpecRcu(bql) : new QemuRcu(bql, Batching.PROMPT);
    Mutex inner = Seam.mutex("inner");
    QemuThread one = rcu.attach("t0");
    QemuThread two = rcu.attach("t1");
    QemuThread worker = rcu.attach(RcuDomain.WORKER);
    rcu.start(() -> worker);
    return threads(
        () -> first.accept(new Machine(one, bql, rcu, inner)),
        () -> second.accept(new Machine(two, bql, rcu, inner)));
  }

  private record Machine(QemuThread self, Bql bql, RcuDomain rcu, Mutex inner) {
    void reader(Runnable body) {
      self.rcu().lock();
      body.run();
      self.rcu().unlock();
    }

    void withBql(Runnable body) {
      bql.lock(self, "test");
      body.run();
      bql.unlock(self);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gracePeriod_underALockTakenInsideAReader_isReported(RcuModel model) {
    List<String> cycles =
        cycles(
            () ->
                machine(
                    model,
                    m -> m.reader(() -> nested(m.inner())),
                    m -> {
                      m.inner().lock();
                      m.rcu().synchronize(m.self());
                      m.inner().unlock();
                    }));

    assertThat(deadlocked).isFalse();
    assertThat(cycles)
        .singleElement()
        .asString()
        .contains("grace period -> inner -> grace period", "t0 holds grace period", "t1 holds");
  }

  @ParameterizedTest
  @EnumSource
  void gracePeriod_underALockThatReadersDoNotTake_isClean(RcuModel model) {
    assertThat(
            cycles(
                () ->
                    machine(
                        model,
                        m -> m.reader(() -> {}),
                        m -> {
                          m.inner().lock();
                          m.rcu().synchronize(m.self());
                          m.inner().unlock();
                        })))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void reader_insideALockThatAnotherReaderTakes_isClean(RcuModel model) {
    assertThat(
            cycles(
                () ->
                    machine(
                        model,
                        m -> m.reader(() -> nested(m.inner())),
                        m -> {
                          m.inner().lock();
                          m.reader(() -> {});
                          m.inner().unlock();
                        })))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void callback_waitedForWithTheBqlHeld_isReported(RcuModel model) {
    List<String> cycles =
        cycles(
            () ->
                machine(
                    model,
                    m -> {
                      Event done = Seam.event("signal", false).raisedBy(RcuDomain.WORKER);
                      m.withBql(
                          () -> {
                            m.rcu().callRcu(worker -> done.set());
                            done.await();
                          });
                    },
                    m -> {}));

    assertThat(cycles).singleElement().asString().contains("BQL -> RCU callbacks -> BQL");
  }

  @ParameterizedTest
  @EnumSource
  void drain_withTheBqlHeld_isCleanForItDropsTheBql(RcuModel model) {
    assertThat(
            cycles(
                () ->
                    machine(
                        model,
                        m -> m.withBql(() -> m.rcu().drain(m.self())),
                        m -> m.reader(() -> m.withBql(() -> {})))))
        .isEmpty();
  }
}
