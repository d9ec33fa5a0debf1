package dev.quiesce.stress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Two variables in opaque mode: coherent, never torn or invented, and ordered by nothing but what
 * the test is about.
 */
abstract class Shared {
  private static final VarHandle X;
  private static final VarHandle Y;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      X = lookup.findVarHandle(Shared.class, "x", int.class);
      Y = lookup.findVarHandle(Shared.class, "y", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int DWELL = 24;

  private int x;
  private int y;

  /** Widens the window between two accesses; orders nothing. */
  static void dwell() {
    for (int i = 0; i < DWELL; i++) {
      Thread.onSpinWait();
    }
  }

  final int x() {
    return (int) X.getOpaque(this);
  }

  final int y() {
    return (int) Y.getOpaque(this);
  }

  final void x(int value) {
    X.setOpaque(this, value);
  }

  final void y(int value) {
    Y.setOpaque(this, value);
  }
}
