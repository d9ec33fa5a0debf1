package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Seam;

/** A reader without fences: the updater's {@code membarrier(2)} executes them. */
@SuppressWarnings("unused") // the padding only takes place
final class MembarrierReader extends FastReader {
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

  private MembarrierReader(String thread, GracePeriodWord gracePeriod, Event left) {
    super(thread, gracePeriod, left);
  }

  /** A quiescent reader; made here, so that whoever makes the other flavour does not load this. */
  static FastReader create(String thread, GracePeriodWord gracePeriod, Event left) {
    return new MembarrierReader(thread, gracePeriod, left);
  }

  @Override
  void afterEntering() {
    // Keeps the compiler from moving the section's loads above the store of the word; pairs with
    // the barrier in FastRcu.gracePeriod().
    Seam.compilerFence();
  }

  @Override
  void afterLeaving() {
    // The same for the look for a favour; pairs with the barrier in FastRcu.askFavours().
    Seam.compilerFence();
  }
}
