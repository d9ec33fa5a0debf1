package dev.quiesce.api.seam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One indivisible step of a specification, which exists in a controlled process only: a real
 * primitive is made of the other operations of the seam.
 */
public abstract class AtomicStep {
  private final String label;
  private final List<? extends SharedObject> reads;
  private final List<? extends SharedObject> writes;
  private final @Nullable SharedField looksAt;

  /**
   * Describes a step.
   *
   * @param label what step tables and waits-for reports print
   * @param reads objects whose state the guard or the action looks at
   * @param writes objects whose state the action changes
   */
  protected AtomicStep(
      String label, List<? extends SharedObject> reads, List<? extends SharedObject> writes) {
    this.label = label;
    this.reads = List.copyOf(reads);
    this.writes = List.copyOf(writes);
    this.looksAt = null;
  }

  /**
   * Describes a wait for one field of some objects, as stores make it visible.
   *
   * @param label what step tables and waits-for reports print
   * @param reads objects whose field the guard looks at
   * @param looksAt the field
   */
  protected AtomicStep(String label, List<? extends SharedObject> reads, SharedField looksAt) {
    this.label = label;
    this.reads = List.copyOf(reads);
    this.writes = List.of();
    this.looksAt = looksAt;
  }

  /** What step tables print. */
  public final String label() {
    return label;
  }

  /**
   * Objects that the step reads. Until it happens, no step but one that does not commute with it
   * may change the answer.
   */
  public List<? extends SharedObject> reads() {
    return reads;
  }

  /** The field of {@link #reads} that the step looks at; null for their state as a whole. */
  public final @Nullable SharedField looksAt() {
    return looksAt;
  }

  /** Objects that the step writes; stable in the same way. */
  public List<? extends SharedObject> writes() {
    return writes;
  }

  /** Whether the step may happen now; a pure function of the objects it reads and writes. */
  public boolean enabled() {
    return true;
  }

  /**
   * What the running thread waits for while the step is not enabled: the threads by name, if known.
   */
  public List<String> waitsFor() {
    return List.of();
  }

  /**
   * Objects whose releases by earlier steps happen before whatever follows this step; asked after
   * {@link #run}. What the specified primitive does not order must not be named.
   */
  public List<? extends SharedObject> acquires() {
    return List.of();
  }

  /**
   * Objects to which this step releases everything that came before it; asked after {@link #run}.
   */
  public List<? extends SharedObject> releases() {
    return List.of();
  }

  /** The change; runs once, while no other thread runs. */
  public abstract void run();
}
