package dev.quiesce.api.sync;

/**
 * How long the call_rcu thread gathers callbacks before it starts a grace period ({@code
 * call_rcu_thread}, util/rcu.c).
 *
 * @param enough start at once when so many wait ({@code RCU_CALL_MIN_SIZE})
 * @param naps how often to sleep while fewer wait
 * @param napNanos ns of one sleep
 */
public record Batching(int enough, int naps, long napNanos) {
  /** QEMU's own numbers: 30 callbacks, or five sleeps of 10 ms. */
  public static final Batching QEMU = new Batching(30, 5, 10_000_000);

  /** No gathering: every callback gets its grace period as soon as the worker is free. */
  public static final Batching PROMPT = new Batching(1, 0, 0);
}
