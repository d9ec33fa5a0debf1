package dev.quiesce.api.heap;

/** What happens to freed storage. */
public enum HeapMode {
  /** It is never used again, so that every late access is caught. */
  QUARANTINE,
  /**
   * The next allocation of its kind gets it at once, so that a late access reads another owner's
   * data, as it would in C.
   */
  RECYCLE
}
