package dev.quiesce.harness.workload;

/** The forms a workload can be read from. */
public enum SourceForm {
  /** JSON Lines with trace events, probes and the driving script's records. */
  RECORDING,
  /** The text that a stock QEMU writes with {@code -trace … -D file -msg timestamp=on}. */
  STOCK_TRACE,
  /** The text of perf, trace-cmd or the kernel, of uprobes on QEMU's exported functions. */
  UPROBES
}
