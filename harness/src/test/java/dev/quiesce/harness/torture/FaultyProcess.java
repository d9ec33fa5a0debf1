package dev.quiesce.harness.torture;

import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process of its own for what cannot be done to the tests' own: to stop it, to starve it. */
final class FaultyProcess {
  private static final int FLOOD = 300_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Bql bql = new Bql(LockObserver.NONE);
  private final QemuRcu rcu = new QemuRcu(bql, Batching.PROMPT);

  /** Touched by the call_rcu thread, read when it has ended. */
  private int lastRun;

  private boolean inOrder = true;

  private FaultyProcess() {}

  /** Does what its argument says, and prints one line. */
  public static void main(String[] args) throws Exception {
    FaultyProcess process = new FaultyProcess();
    System.out.println(args[0].equals("stop") ? process.watched() : process.flooded());
  }

  /** Grace periods under watch until standard input has a byte. */
  private String watched() throws IOException {
    rcu.start(() -> rcu.attach("call_rcu"));
    AtomicBoolean over = new AtomicBoolean();
    Thread reader = new Thread(() -> read(over), "reader");
    Thread updater = new Thread(() -> update(over), "updater");
    reader.start();
    updater.start();
    StallWatch watch = new StallWatch(rcu, Duration.ofMillis(1500));
    System.out.println("ready");
    int unused = System.in.read();
    // The watch has yet to look at the clock.
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (watch.pauses() + watch.alarms() == 0 && System.nanoTime() < end) {
      Rest.micros(1000);
    }
    over.set(true);
    Body.join(reader);
    Body.join(updater);
    watch.close();
    rcu.close();
    return "alarms " + watch.alarms() + " pauses " + watch.pauses();
  }

  private void read(AtomicBoolean over) {
    QemuThread self = rcu.attach("reader");
    while (!over.get()) {
      self.rcu().lock();
      Rest.micros(200);
      self.rcu().unlock();
    }
    rcu.detach(self);
  }

  private void update(AtomicBoolean over) {
    QemuThread self = rcu.attach("updater");
    while (!over.get()) {
      rcu.synchronize(self);
      rcu.drain(self);
    }
    rcu.detach(self);
  }

  /** More callbacks than are comfortable, while a reader stays in its section. */
  private String flooded() throws InterruptedException {
    rcu.start(() -> rcu.attach("call_rcu"));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              QemuThread self = rcu.attach("stalled");
              self.rcu().lock();
              inside.countDown();
              try {
                leave.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              self.rcu().unlock();
              rcu.detach(self);
            });
    reader.start();
    inside.await();
    for (int i = 1; i <= FLOOD; i++) {
      int number = i;
      rcu.callRcu(
          worker -> {
            inOrder &= number == lastRun + 1;
            lastRun = number;
          });
    }
    long early = rcu.progress().invoked();
    leave.countDown();
    reader.join();
    rcu.close();
    return "early " + early + " run " + lastRun + " in order " + inOrder;
  }
}
