package dev.quiesce.api.heap;

/**
 * The process did what C leaves undefined. An {@link Error}, so that no strategy handles it by
 * accident; the message is a report in the form of KASAN's.
 */
public final class MemoryFault extends Error {
  private static final long serialVersionUID = 1L;

  private final FaultKind kind;

  /** Creates a fault. */
  public MemoryFault(FaultKind kind, String report) {
    super(report, null, false, true);
    this.kind = kind;
  }

  /** What happened. */
  public FaultKind kind() {
    return kind;
  }
}
