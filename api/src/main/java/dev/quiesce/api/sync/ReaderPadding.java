package dev.quiesce.api.sync;

/**
 * Two cache lines between what is in front of a reader's own words and these words. Fields of a
 * superclass come first in an object, so they stand here; two lines, because processors fetch lines
 * in pairs.
 */
@SuppressWarnings("unused") // they only take place
abstract class ReaderPadding extends RcuReader {
  long p00;
  long p01;
  long p02;
  long p03;
  long p04;
  long p05;
  long p06;
  long p07;
  long p08;
  long p09;
  long p10;
  long p11;
  long p12;
  long p13;
  long p14;
  long p15;

  ReaderPadding(String thread) {
    super(thread);
  }
}
