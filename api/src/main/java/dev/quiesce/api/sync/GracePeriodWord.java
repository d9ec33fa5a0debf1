package dev.quiesce.api.sync;

import dev.quiesce.api.seam.LongField;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;

/**
 * The number of the current grace period, in the form that a reader stores: nesting count 1 in the
 * low bits. 48 bits of number: it does not come round, so one phase is enough and no reader can
 * hold a number that looks current and is not.
 *
 * <p>Padded on both sides: every reader reads it in every section.
 */
@SuppressWarnings("unused") // the word is reached through its token, the rest only takes place
final class GracePeriodWord extends SharedObject {
  static final LongField<GracePeriodWord> VALUE =
      LongField.of(MethodHandles.lookup(), GracePeriodWord.class, "value");

  /** From one grace period to the next. */
  static final long STEP = FastReader.NESTING + 1;

  long p00;
  long p01;
  long p02;
  long p03;
  long p04;
  long p05;
  long p06;
  long p07;
  long value = STEP + 1;
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

  @Override
  public String label() {
    return "rcu";
  }
}
