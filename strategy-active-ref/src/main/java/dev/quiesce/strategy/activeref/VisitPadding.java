package dev.quiesce.strategy.activeref;

import dev.quiesce.api.seam.SharedObject;

/**
 * Two cache lines in front of a slot's words, so that walkers do not share one: fields of a
 * superclass come first in an object, and processors fetch lines in pairs.
 */
@SuppressWarnings("unused") // they only take place
abstract class VisitPadding extends SharedObject {
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

  VisitPadding() {}
}
