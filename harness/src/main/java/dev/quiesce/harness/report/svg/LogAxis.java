package dev.quiesce.harness.report.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis over whole decades.
 *
 * @param low exponent of ten at its start
 * @param high exponent of ten at its end, larger
 */
record LogAxis(int low, int high) {
  /** The smallest axis that holds some values; those below one are shown as one. */
  static LogAxis of(double min, double max) {
    int low = (int) Math.floor(Math.log10(Math.max(1, min)));
    int high = (int) Math.ceil(Math.log10(Math.max(1, max)));
    return new LogAxis(low, Math.max(low + 1, high));
  }

  /** From 0 at the start to 1 at the end. */
  double at(double value) {
    double exponent = Math.log10(Math.max(1, value));
    return Math.min(1, Math.max(0, (exponent - low) / (high - low)));
  }

  /** Powers of ten. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int exponent = low; exponent <= high; exponent++) {
      ticks.add(Math.pow(10, exponent));
    }
    return ticks;
  }

  /** A tick's label. */
  static String label(double value, String unit) {
    if (!unit.startsWith("ns")) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (value < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", value);
    } else if (value < 1e6) {
      return String.format(Locale.ROOT, "%.0f µs", value / 1e3);
    } else if (value < 1e9) {
      return String.format(Locale.ROOT, "%.0f ms", value / 1e6);
    }
    return String.format(Locale.ROOT, "%.0f s", value / 1e9);
  }
}
