package dev.quiesce.api.sync;

import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What RCU promises, without an algorithm: sections are entered and left in one step, and a grace
 * period may end once no section that was open at its start is open. Controlled processes only;
 * {@link QemuRcu} is shown equivalent to it on litmus programs.
 *
 * <p><b>Happens-before</b>, as tools/memory-model/Documentation/explanation.txt of Linux has it:
 * what came before a grace period, before the sections entered after its beginning; the sections
 * that it had to wait for, and those that had ended before it, before what comes after it; {@code
 * call_rcu()} before its callback. Two grace periods, or two sections, order nothing.
 *
 * <p>The grace period of a callback starts in the step that queues it, which is the earliest that
 * RCU allows: of two starts the earlier one waits for no section that the later one would not wait
 * for. So every end of a later start, and of one grace period for several callbacks, is among those
 * explored, and no step of the call_rcu thread meets a section that it need not wait for.
 *
 * <p>What a step touches is kept as small as its meaning allows, for every order of steps that
 * commute not explored is one saved: two threads that queue callbacks meet each other, the one that
 * takes a callback meets the one that queued it and nobody else.
 */
public final class SpecRcu extends RcuDomain {
  private final Registry registry = new Registry();
  private final SpecQueue queue = new SpecQueue();

  /** A domain with its callbacks under {@code bql}. */
  public SpecRcu(Bql bql) {
    super(bql);
  }

  private static final class Registry extends SharedObject {
    @Confined("within atomic steps")
    final List<SpecReader> readers = new ArrayList<>();

    @Override
    public String label() {
      return "rcu registry";
    }
  }

  /** A grace period begins: it looks at every reader. */
  private abstract static class Begin extends AtomicStep {
    private final Registry registry;

    Begin(String label, Registry registry) {
      super(label, List.of(), List.of());
      this.registry = registry;
    }

    @Override
    public List<? extends SharedObject> reads() {
      List<SharedObject> reads = new ArrayList<>(registry.readers);
      reads.add(registry);
      return reads;
    }

    final List<SpecReader> readers() {
      return registry.readers;
    }

    /** The sections that are open. */
    final List<SpecReader.Open> open() {
      List<SpecReader.Open> open = new ArrayList<>();
      for (SpecReader reader : registry.readers) {
        if (reader.isOpen()) {
          open.add(reader.current());
        }
      }
      return open;
    }

    /** To what the ends of sections, and threads that leave, release. */
    final List<SharedObject> ended() {
      List<SharedObject> ended = new ArrayList<>();
      registry.readers.forEach(reader -> ended.add(reader.ended()));
      ended.add(registry);
      return ended;
    }
  }

  private static final class Synchronize extends Begin {
    private final SpecReader self;

    @Confined("the waiting thread")
    private List<SpecReader.Open> open = List.of();

    Synchronize(Registry registry, SpecReader self) {
      super("grace period begins", registry);
      this.self = self;
    }

    @Override
    public void run() {
      open = open();
    }

    @Override
    public List<SharedObject> acquires() {
      return ended();
    }

    @Override
    public List<SpecReader.Order> releases() {
      return readers().stream()
          .filter(reader -> reader != self)
          .map(reader -> reader.begun())
          .toList();
    }
  }

  /** The caller itself is ordered with no section: only its callback will be. */
  private static final class Enqueue extends Begin {
    private final SpecQueue queue;
    private final RcuHead head;

    Enqueue(Registry registry, SpecQueue queue, RcuHead head) {
      super("call_rcu", registry);
      this.queue = queue;
      this.head = head;
    }

    @Override
    public List<? extends SharedObject> writes() {
      return queue.end();
    }

    @Override
    public void run() {
      queue.add(new SpecQueue.Entry(head, ended(), open()));
    }

    @Override
    public List<RcuHead> releases() {
      return List.of(head);
    }
  }

  private static final class End extends AtomicStep {
    private final List<SpecReader.Open> open;
    private final List<? extends SharedObject> ordered;

    /** {@code ordered}: what releases to what is ordered before what follows. */
    End(List<SpecReader.Open> open, List<? extends SharedObject> ordered) {
      super("grace period ends", open.stream().map(SpecReader.Open::reader).toList(), List.of());
      this.open = open;
      this.ordered = ordered;
    }

    @Override
    public boolean enabled() {
      for (SpecReader.Open section : open) {
        if (!section.ended()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public List<String> waitsFor() {
      return open.stream()
          .filter(section -> !section.ended())
          .map(section -> section.reader().thread())
          .toList();
    }

    @Override
    public void run() {}

    @Override
    public List<? extends SharedObject> acquires() {
      return ordered;
    }
  }

  @Override
  protected RcuReader register(String thread) {
    SpecReader reader = new SpecReader(thread);
    registryStep("rcu_register_thread", false, () -> registry.readers.add(reader));
    return reader;
  }

  @Override
  protected void unregister(RcuReader reader) {
    registryStep("rcu_unregister_thread", true, () -> registry.readers.remove((SpecReader) reader));
  }

  @Override
  public List<String> holdouts() {
    // A scheduler knows whom a step waits for: AtomicStep.waitsFor.
    return List.of();
  }

  @Override
  protected void end(RcuReader dead) {
    SpecReader reader = (SpecReader) dead;
    reader.abandon();
    unregister(reader);
  }

  @Override
  int readers() {
    return registry.readers.size();
  }

  @Override
  public void addForceQuiescentNotifier(RcuReader reader, Runnable kick) {
    // A specification has no need to hurry: a section may end at any time.
  }

  @Override
  protected void gracePeriod(QemuThread self) {
    Synchronize begin = new Synchronize(registry, (SpecReader) self.rcu());
    Seam.step(begin);
    List<SpecReader.Open> open = begin.open;
    if (!open.isEmpty()) {
      Seam.step(new End(open, open.stream().map(section -> section.reader().ended()).toList()));
    }
  }

  @Override
  void enqueue(RcuHead head) {
    Seam.step(new Enqueue(registry, queue, head));
  }

  /** Callbacks are taken one by one: the BQL may change hands between any two of them. */
  @Override
  int awaitBatch() {
    Seam.step(queue.take());
    return 1;
  }

  /** It began when the callback was queued. */
  @Override
  void gracePeriodOfBatch(QemuThread self) {
    SpecQueue.Entry entry = queue.last();
    if (!entry.open().isEmpty()) {
      Seam.step(new End(entry.open(), entry.ordered()));
    }
  }

  @Override
  RcuHead dequeue(QemuThread self) {
    return queue.last().head();
  }

  @Override
  void drainBegins() {}

  @Override
  void drainEnds() {}

  /** A step on the registry; {@code leaves} if it ends all the sections of a reader for good. */
  private void registryStep(String label, boolean leaves, Runnable action) {
    Seam.step(
        new AtomicStep(label, List.of(), List.of(registry)) {
          @Override
          public void run() {
            action.run();
          }

          @Override
          public List<Registry> acquires() {
            return leaves ? List.of() : List.of(registry);
          }

          @Override
          public List<Registry> releases() {
            return leaves ? List.of(registry) : List.of();
          }
        });
  }
}
