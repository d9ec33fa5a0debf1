package dev.quiesce.harness.recording;

/** What a file holds, by its content and, for text, by what the user says. */
public enum RecordingForm {
  /** JSON Lines that begin with a {@code meta} record. */
  RECORDING,
  /** The log of a stock QEMU. */
  STOCK_TRACE,
  /** Uprobes in the text of perf, trace-cmd or the kernel. */
  UPROBES,
  /** A workload that was written by this program. */
  WORKLOAD
}
