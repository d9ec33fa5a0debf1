package dev.quiesce.harness.report.svg;

import java.util.Locale;

/** Ticks of a linear axis at multiples of 1, 2 or 5 times a power of ten. */
final class RoundSteps {
  private RoundSteps() {}

  /** The smallest round step that covers {@code span}, which is positive, in so many. */
  static double step(double span, int atMost) {
    double least = span / atMost;
    double decade = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (decade * factor >= least * (1 - 1e-9)) {
        return decade * factor;
      }
    }
    return 10 * decade;
  }

  /** A multiple of a step, with as many digits as the step has. */
  static String text(double value, double step) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
