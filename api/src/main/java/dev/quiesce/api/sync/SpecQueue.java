package dev.quiesce.api.sync;

import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.SharedObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The callbacks queued with {@link SpecRcu}, for the one thread that runs them. */
final class SpecQueue extends SharedObject {
  /** Slots are told apart by their number modulo this. */
  private static final int SLOTS = 8;

  private final Slot[] slots = new Slot[SLOTS];

  @Confined("within atomic steps: those that nobody has taken, in order")
  private final Deque<Entry> entries = new ArrayDeque<>();

  @Confined("within atomic steps: callbacks queued so far")
  private int queued;

  @Confined("the call_rcu thread: callbacks taken so far")
  private int taken;

  @Confined("the call_rcu thread: what it took last")
  private @Nullable Entry last;

  SpecQueue() {
    Arrays.setAll(slots, i -> new Slot());
  }

  /** What the call_rcu thread took last. */
  Entry last() {
    return Objects.requireNonNull(last);
  }

  private Slot slot(int number) {
    return slots[number % SLOTS];
  }

  @Override
  public String label() {
    return "rcu queue";
  }

  /** What the step that queues the next callback changes. */
  List<SharedObject> end() {
    return List.of(this, slot(queued));
  }

  /** Within an atomic step. */
  void add(Entry entry) {
    entries.add(entry);
    queued++;
  }

  /** The step of the call_rcu thread that takes the next callback. */
  AtomicStep take() {
    return new Take(this);
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
  record Entry(RcuHead head, List<SharedObject> ordered, List<SpecReader.Open> open) {}

  /**
   * Takes the next callback, once there is one. Sections that began after it was queued and have
   * ended by now come before it here; that they need not shows where they have not ended.
   */
  private static final class Take extends AtomicStep {
    private final SpecQueue queue;

    Take(SpecQueue queue) {
      super("wait for an RCU callback", List.of(queue.slot(queue.taken)), List.of());
      this.queue = queue;
    }

    @Override
    public boolean enabled() {
      return !queue.entries.isEmpty();
    }

    @Override
    public void run() {
      queue.last = queue.entries.remove();
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
}
