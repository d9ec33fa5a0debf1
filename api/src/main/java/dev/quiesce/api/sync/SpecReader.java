package dev.quiesce.api.sync;

import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.util.List;

/** A thread that reads under {@link SpecRcu}; what it knows of its sections. */
final class SpecReader extends RcuReader {
  /** What is released on one side and acquired on the other. */
  static final class Order extends SharedObject {}

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

  SpecReader(String thread) {
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

  /** What its sections release to as they end, and grace periods acquire. */
  Order ended() {
    return ended;
  }

  /** What grace periods release to as they begin, and later sections acquire. */
  Order begun() {
    return begun;
  }

  /** Whether a section is open. */
  boolean isOpen() {
    return open != 0;
  }

  /** The section that is open. */
  Open current() {
    return new Open(this, open);
  }

  /** Ends whatever section is open, in place of a thread that cannot. */
  void abandon() {
    Seam.step(new Move(this, "end of a dead thread's section", 0));
  }

  /** A section that a grace period waits for. */
  record Open(SpecReader reader, long section) {
    boolean ended() {
      return reader.open != section;
    }
  }

  /** The reader enters or leaves its outermost section. */
  private static final class Move extends AtomicStep {
    private final SpecReader reader;
    private final long section;

    Move(SpecReader reader, String label, long section) {
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
}
