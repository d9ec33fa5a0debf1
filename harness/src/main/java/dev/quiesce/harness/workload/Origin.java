package dev.quiesce.harness.workload;

/** How the workload knows of something. */
public enum Origin {
  /** An event of the source states it. */
  RECORDED,
  /** It follows from other events by a rule; identity, time or order may be off. */
  INFERRED
}
