package dev.quiesce.api.sync;

import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.util.ArrayList;
import java.util.Arrays;
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
  /** Slots of the queue are told apart by their number modulo this. */
  private static final int SLOTS = 8;

  private final Registry registry = new Registry();
  private final Queue queue = new Queue();

  /** A domain with its callbacks under {@code bql}. */
  public SpecRcu(Bql bql) {
    super(bql);
  }

  private static final class Registry extends SharedObject {
    @Confined("within atomic steps")
    final List<Reader> readers = new ArrayList<>();

    @Override
    public String label() {
      return "rcu registry";
    }
  }

  /** One place in the queue. */
  private static final class Slot extends SharedObject {
    @Override
    public String label() {
      return "rcu queue slot";
    }
  }

  /**
   * A queued callback.
   *
   * @param ordered what is ordered before it once its grace period has ended
   * @param open the sections that were open when it was queued
   */
  private record Entry(RcuHead head, List<SharedObject> ordered, List<Open> open) {}

  private static final class Queue extends SharedObject {
    final Slot[] slots = new Slot[SLOTS];

    @Confined("within atomic steps: every callback ever queued, in order")
    final List<Entry> entries = new ArrayList<>();

    @Confined("the call_rcu thread: callbacks taken so far")
    int taken;

    Queue() {
      Arrays.setAll(slots, i -> new Slot());
    }

    /** What the call_rcu thread took last. */
    Entry last() {
      return entries.get(taken - 1);
    }

    Slot slot(int number) {
      return slots[number % SLOTS];
    }

    @Override
    public String label() {
      return "rcu queue";
    }
  }

  /** What is released on one side and acquired on the other. */
  private static final class Order extends SharedObject {}

  private static final class Reader extends RcuReader {
    /** From the end of a section to a grace period. */
    private final Order ended = new Order();

    /** From the beginning of a grace period to later sections. */
    private final Order begun = new Order();

    @Confined("its own thread")
    private int depth;

    @Confined("within atomic steps: which section is open, counted from 1; 0 for none")
    private long open;

    @Confined("its own thread: sections so far")
    private long sections;

    Reader(String thread) {
      super(thread);
    }

    @Override
    public void lock() {
      if (depth++ == 0) {
        sections++;
        Seam.step(new Move(this, "rcu_read_lock", sections));
      }
    }

    @Override
    public void unlock() {
      if (depth == 0) {
        throw new IllegalStateException(
            "rcu_read_unlock() by " + thread() + " outside any read section");
      }
      if (--depth == 0) {
        Seam.step(new Move(this, "rcu_read_unlock", 0));
      }
    }

    @Override
    public int depth() {
      return depth;
    }
  }

  /** A reader enters or leaves its outermost section. */
  private static final class Move extends AtomicStep {
    private final Reader reader;
    private final long section;

    Move(Reader reader, String label, long section) {
      super(label, List.of(), List.of(reader));
      this.reader = reader;
      this.section = section;
    }

    @Override
    public void run() {
      reader.open = section;
    }

    @Override
    public List<Order> acquires() {
      return section == 0 ? List.of() : List.of(reader.begun);
    }

    @Override
    public List<Order> releases() {
      return section == 0 ? List.of(reader.ended) : List.of();
    }
  }

  /** A section that a grace period waits for. */
  private record Open(Reader reader, long section) {
    boolean ended() {
      return reader.open != section;
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

    final List<Reader> readers() {
      return registry.readers;
    }

    /** The sections that are open. */
    final List<Open> open() {
      List<Open> open = new ArrayList<>();
      for (Reader reader : registry.readers) {
        if (reader.open != 0) {
          open.add(new Open(reader, reader.open));
        }
      }
      return open;
    }

    /** To what the ends of sections, and threads that leave, release. */
    final List<SharedObject> ended() {
      List<SharedObject> ended = new ArrayList<>();
      registry.readers.forEach(reader -> ended.add(reader.ended));
      ended.add(registry);
      return ended;
    }
  }

  private static final class Synchronize extends Begin {
    private final Reader self;

    @Confined("the waiting thread")
    private List<Open> open = List.of();

    Synchronize(Registry registry, Reader self) {
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
    public List<Order> releases() {
      return readers().stream()
          .filter(reader -> reader != self)
          .map(reader -> reader.begun)
          .toList();
    }
  }

  /** The caller itself is ordered with no section: only its callback will be. */
  private static final class Enqueue extends Begin {
    private final Queue queue;
    private final RcuHead head;

    Enqueue(Registry registry, Queue queue, RcuHead head) {
      super("call_rcu", registry);
      this.queue = queue;
      this.head = head;
    }

    @Override
    public List<? extends SharedObject> writes() {
      return List.of(queue, queue.slot(queue.entries.size()));
    }

    @Override
    public void run() {
      queue.entries.add(new Entry(head, ended(), open()));
    }

    @Override
    public List<RcuHead> releases() {
      return List.of(head);
    }
  }

  /**
   * Takes the next callback, once there is one. Sections that began after it was queued and have
   * ended by now come before it here; that they need not shows where they have not ended.
   */
  private static final class Take extends AtomicStep {
    private final Queue queue;

    Take(Queue queue) {
      super("wait for an RCU callback", List.of(queue.slot(queue.taken)), List.of());
      this.queue = queue;
    }

    @Override
    public boolean enabled() {
      return queue.entries.size() > queue.taken;
    }

    @Override
    public void run() {
      queue.taken++;
    }

    @Override
    public List<SharedObject> acquires() {
      Entry entry = queue.last();
      List<SharedObject> acquires = new ArrayList<>();
      if (entry.open().isEmpty()) {
        acquires.addAll(entry.ordered());
      }
      acquires.add(entry.head());
      return acquires;
    }
  }

  private static final class End extends AtomicStep {
    private final List<Open> open;
    private final List<? extends SharedObject> ordered;

    /** {@code ordered}: what releases to what is ordered before what follows. */
    End(List<Open> open, List<? extends SharedObject> ordered) {
      super("grace period ends", open.stream().map(Open::reader).toList(), List.of());
      this.open = open;
      this.ordered = ordered;
    }

    @Override
    public boolean enabled() {
      for (Open section : open) {
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
    Reader reader = new Reader(thread);
    registryStep("rcu_register_thread", false, () -> registry.readers.add(reader));
    return reader;
  }

  @Override
  protected void unregister(RcuReader reader) {
    registryStep("rcu_unregister_thread", true, () -> registry.readers.remove((Reader) reader));
  }

  @Override
  public List<String> holdouts() {
    // A scheduler knows whom a step waits for: AtomicStep.waitsFor.
    return List.of();
  }

  @Override
  public void bury(QemuThread dead) {
    Reader reader = (Reader) dead.rcu();
    Seam.step(new Move(reader, "end of a dead thread's section", 0));
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
    Synchronize begin = new Synchronize(registry, (Reader) self.rcu());
    Seam.step(begin);
    List<Open> open = begin.open;
    if (!open.isEmpty()) {
      Seam.step(new End(open, open.stream().map(section -> section.reader().ended).toList()));
    }
  }

  @Override
  void enqueue(RcuHead head) {
    Seam.step(new Enqueue(registry, queue, head));
  }

  /** Callbacks are taken one by one: the BQL may change hands between any two of them. */
  @Override
  int awaitBatch() {
    Seam.step(new Take(queue));
    return 1;
  }

  /** It began when the callback was queued. */
  @Override
  void gracePeriodOfBatch(QemuThread self) {
    Entry entry = queue.last();
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
