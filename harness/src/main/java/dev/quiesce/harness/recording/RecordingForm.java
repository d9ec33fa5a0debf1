package dev.quiesce.harness.recording;

/** What a file holds, by its content. */
public enum RecordingForm {
  /** JSON Lines that begin with a {@code meta} record. */
  RECORDING,
  /** The log of a stock QEMU. */
  STOCK_TRACE,
  /** A workload that was written by this program. */
  WORKLOAD
}
