package dev.quiesce.api.sync;

import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 */
public final class SpecRcu extends RcuDomain {
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

  private static final class Queue extends SharedObject {
    @Confined("within atomic steps")
    final Deque<RcuHead> heads = new ArrayDeque<>();

    @Confined("within atomic steps: heads that a started batch has counted")
    int claimed;

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
        Seam.mark(MarkerKind.READ_LOCK, null, null);
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
        Seam.mark(MarkerKind.READ_UNLOCK, null, null);
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

  private static final class Begin extends AtomicStep {
    private final List<Reader> readers;

    @Confined("the waiting thread")
    private List<Open> open = List.of();

    Begin(List<Reader> readers) {
      super("grace period begins", readers, List.of());
      this.readers = readers;
    }

    @Override
    public void run() {
      open =
          readers.stream()
              .filter(reader -> reader.open != 0)
              .map(reader -> new Open(reader, reader.open))
              .toList();
    }

    @Override
    public List<Order> acquires() {
      return readers.stream().map(reader -> reader.ended).toList();
    }

    @Override
    public List<Order> releases() {
      return readers.stream().map(reader -> reader.begun).toList();
    }
  }

  private static final class End extends AtomicStep {
    private final List<Open> open;

    End(List<Open> open) {
      super("grace period ends", open.stream().map(Open::reader).toList(), List.of());
      this.open = open;
    }

    @Override
    public boolean enabled() {
      return open.stream().allMatch(Open::ended);
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
    public List<Order> acquires() {
      return open.stream().map(section -> section.reader().ended).toList();
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
    List<Reader> readers = new ArrayList<>();
    registryStep("grace period reads the registry", false, () -> readers.addAll(registry.readers));
    readers.remove((Reader) self.rcu());
    Begin begin = new Begin(readers);
    Seam.step(begin);
    if (!begin.open.isEmpty()) {
      Seam.step(new End(begin.open));
    }
  }

  @Override
  void enqueue(RcuHead head) {
    Seam.step(
        new AtomicStep("call_rcu", List.of(), List.of(queue)) {
          @Override
          public void run() {
            queue.heads.add(head);
          }

          @Override
          public List<RcuHead> releases() {
            return List.of(head);
          }
        });
  }

  @Override
  int awaitBatch() {
    int[] batch = new int[1];
    Seam.step(
        new AtomicStep("wait for an RCU callback", List.of(), List.of(queue)) {
          @Override
          public boolean enabled() {
            return queue.heads.size() > queue.claimed;
          }

          @Override
          public void run() {
            batch[0] = queue.heads.size() - queue.claimed;
            queue.claimed += batch[0];
          }
        });
    return batch[0];
  }

  @Override
  RcuHead dequeue(QemuThread self) {
    List<RcuHead> head = new ArrayList<>();
    Seam.step(
        new AtomicStep("dequeue the RCU callback", List.of(), List.of(queue)) {
          @Override
          public void run() {
            head.add(queue.heads.remove());
            queue.claimed--;
          }

          @Override
          public List<RcuHead> acquires() {
            return head;
          }
        });
    return head.get(0);
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
