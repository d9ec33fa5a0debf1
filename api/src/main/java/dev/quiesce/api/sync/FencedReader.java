package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Seam;

/** A reader with one full fence a section. */
@SuppressWarnings("unused") // the padding only takes place
final class FencedReader extends FastReader {
  long q00;
  long q01;
  long q02;
  long q03;
  long q04;
  long q05;
  long q06;
  long q07;
  long q08;
  long q09;
  long q10;
  long q11;
  long q12;
  long q13;
  long q14;
  long q15;

  private FencedReader(String thread, GracePeriodWord gracePeriod, Event left) {
    super(thread, gracePeriod, left);
  }

  /** A quiescent reader; made here, so that whoever makes the other flavour does not load this. */
  static FastReader create(String thread, GracePeriodWord gracePeriod, Event left) {
    return new FencedReader(thread, gracePeriod, left);
  }

  @Override
  void afterEntering() {
    // Orders the store of the word before the section's loads; pairs with the fence in
    // FastRcu.gracePeriod().
    Seam.fullFence("rcu_read_lock");
  }

  @Override
  void afterLeaving() {
    // No fence: one costs more than the rest of the section. The look for a favour may miss one
    // that is being asked; the updater looks again when its patience ends.
  }
}
