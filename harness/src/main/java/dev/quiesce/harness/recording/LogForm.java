package dev.quiesce.harness.recording;

/** Which program wrote a log that is text. */
public enum LogForm {
  /** QEMU itself: {@code -trace events=… -D file -msg timestamp=on}. */
  QEMU,
  /**
   * {@code perf script}, {@code trace-cmd report} or the kernel's {@code trace} file, of uprobes on
   * QEMU's exported functions.
   */
  PERF
}
