package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.DelaySite;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.LongField;
import dev.quiesce.api.seam.Seam;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of {@link FastRcu}: one word that says which grace period its section has seen and how
 * deep it is nested, as liburcu has it, and one word in which the updater asks for a favour.
 *
 * <p>The word is 0 outside any section. Inside, its low bits ({@link #NESTING}) count the open
 * sections, and the rest is the grace-period word that the outermost one read. Folding both into
 * one word makes an outermost enter or leave one load, one test and one store.
 *
 * <p>The two flavours differ in what stands after the store of the word; a measuring process loads
 * one of them only, so the calls are inlined.
 */
@SuppressWarnings("unused") // the words are reached through their tokens
abstract class FastReader extends ReaderPadding {
  /** The bits of the word that count open sections. */
  static final long NESTING = 0xFFFF;

  /** The same, of the word's lower half: a narrower test is a shorter one. */
  private static final int NESTED = (int) NESTING;

  /** What the updater wants when the reader leaves: nothing. */
  static final long NO_FAVOUR = 0;

  /** Give up the processor at each leave, so that a preempted reader gets it. */
  static final long YIELD = 1;

  /** The same, and wake the updater the first time. */
  static final long WAKE = 2;

  static final LongField<FastReader> WORD =
      LongField.of(MethodHandles.lookup(), FastReader.class, "word");
  static final LongField<FastReader> FAVOUR =
      LongField.of(MethodHandles.lookup(), FastReader.class, "favour");

  private final GracePeriodWord gracePeriod;
  private final Event left;

  @Confined("under the domain's registry lock")
  private final List<Runnable> forceQuiescent = new ArrayList<>(0);

  /** Written by the reader's thread, read by updaters. */
  long word;

  /** Written by updaters; the reader only answers a request to wake. */
  long favour;

  FastReader(String thread, GracePeriodWord gracePeriod, Event left) {
    super(thread);
    this.gracePeriod = gracePeriod;
    this.left = left;
  }

  /** Orders the store of the word before the section's accesses. */
  abstract void afterEntering();

  /**
   * Orders the store of 0 before the look for a favour, or leaves that to the updater's patience.
   */
  abstract void afterLeaving();

  @Override
  public final void lock() {
    // Plain: nobody else writes it.
    long mine = WORD.getPlain(this);
    if (mine == 0) {
      // Acquire: a section that saw the new grace period also sees what was unlinked before it.
      // Release: an updater that sees this word also sees this thread's earlier sections as done.
      long sampled = GracePeriodWord.VALUE.getAcquire(gracePeriod);
      Seam.delay(DelaySite.SAMPLE_TO_PUBLISH);
      WORD.setRelease(this, sampled);
      afterEntering();
      Seam.delay(DelaySite.PUBLISH_TO_LOAD);
    } else {
      nest(mine);
    }
  }

  private void nest(long mine) {
    if ((mine & NESTING) == NESTING) {
      throw new IllegalStateException(
          thread() + " has " + NESTING + " nested read sections: one is never left");
    }
    WORD.setOpaque(this, mine + 1);
  }

  @Override
  public final void unlock() {
    long mine = WORD.getPlain(this);
    if (((int) mine & NESTED) == 1) {
      // Release: the section's accesses happen before the free; pairs with the acquire in
      // FastRcu.isOpen().
      WORD.setRelease(this, 0);
      afterLeaving();
      if (FAVOUR.getOpaque(this) != NO_FAVOUR) {
        doFavour();
      }
    } else {
      unnest(mine);
    }
  }

  private void unnest(long mine) {
    if (mine == 0) {
      throw new IllegalStateException(
          "rcu_read_unlock() by " + thread() + " outside any read section");
    }
    WORD.setOpaque(this, mine - 1);
  }

  /**
   * An updater waits for somebody. The one it waits for is mostly preempted, and those who run
   * would keep their processors for milliseconds: so they give them up. The updater ends that, so
   * an answer must not replace what it has written since.
   */
  private void doFavour() {
    if (FAVOUR.getOpaque(this) == WAKE && FAVOUR.compareAndSet(this, WAKE, YIELD)) {
      left.set();
    }
    Seam.yieldProcessor();
  }

  @Override
  public final int depth() {
    return (int) (WORD.getPlain(this) & NESTING);
  }

  /** Under the domain's registry lock. */
  final List<Runnable> forceQuiescent() {
    return forceQuiescent;
  }
}
