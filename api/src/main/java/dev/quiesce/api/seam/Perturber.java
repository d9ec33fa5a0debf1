package dev.quiesce.api.seam;

/**
 * Decides, for one thread, whether it is held up at a {@link DelaySite}. Bound with {@link
 * Seam#perturb}; called by that thread only.
 */
@FunctionalInterface
public interface Perturber {
  /** The thread is at {@code site}; returns when it may go on. Must not throw. */
  void at(DelaySite site);
}
