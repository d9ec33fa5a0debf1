package dev.quiesce.harness.ranking;

import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * How a cost grows with a size: the simplest of a few laws that fits, {@code base + slope * law(n)}
 * with neither of them negative, by least squares of the relative errors.
 *
 * @param law which law fits
 * @param base cost that does not depend on the size
 * @param slope cost per unit of the law
 * @param error root mean square of the relative errors
 */
public record Growth(Law law, double base, double slope, double error) {
  /** Sizes are too few to tell laws apart below this. */
  public static final int MIN_SIZES = 4;

  /** A constant that is wrong by less than this is one. */
  private static final double CONSTANT_WITHIN = 0.1;

  /** A more complicated law must fit better by this factor. */
  private static final double BETTER = 0.8;

  /** Laws, the simplest first. */
  public enum Law {
    CONSTANT("constant", n -> 0),
    LINEAR("n", n -> n),
    LINEARITHMIC("n log n", n -> n * Math.log(Math.max(2, n)) / Math.log(2)),
    QUADRATIC("n^2", n -> n * n);

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final DoubleUnaryOperator value;

    Law(String text, DoubleUnaryOperator value) {
      this.text = text;
      this.value = value;
    }
  }

  /**
   * The law of these points.
   *
   * @param sizes at least {@link #MIN_SIZES}, all different
   * @param costs positive, one for each size
   * @throws IllegalArgumentException otherwise
   */
  public static Growth of(double[] sizes, double[] costs) {
    if (sizes.length < MIN_SIZES || sizes.length != costs.length) {
      throw new IllegalArgumentException(
          sizes.length + " sizes with " + costs.length + " costs tell no growth");
    }
    Growth best = fit(Law.CONSTANT, sizes, costs);
    if (best.error() <= CONSTANT_WITHIN) {
      return best;
    }
    for (Law law : Law.values()) {
      Growth other = fit(law, sizes, costs);
      if (other.error() < best.error() * BETTER) {
        best = other;
      }
    }
    return best;
  }

  /**
   * The law of a curve.
   *
   * @param curve costs by size
   * @throws IllegalArgumentException as the other
   */
  public static Growth of(Map<Double, Double> curve) {
    return of(
        curve.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        curve.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Weights of 1/cost make the errors relative ones. */
  private static Growth fit(Law law, double[] sizes, double[] costs) {
    double sxx = 0;
    double sx = 0;
    double s = 0;
    double sxy = 0;
    double sy = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (!(costs[i] > 0)) {
        throw new IllegalArgumentException("cost " + costs[i] + " at size " + sizes[i]);
      }
      double weight = 1 / (costs[i] * costs[i]);
      double x = law.value.applyAsDouble(sizes[i]);
      s += weight;
      sx += weight * x;
      sxx += weight * x * x;
      sy += weight * costs[i];
      sxy += weight * x * costs[i];
    }
    double determinant = s * sxx - sx * sx;
    double slope = determinant <= 0 ? 0 : Math.max(0, (s * sxy - sx * sy) / determinant);
    double base = (sy - slope * sx) / s;
    if (base < 0) {
      base = 0;
      slope = sxy / sxx;
    }
    return new Growth(law, base, slope, error(law, base, slope, sizes, costs));
  }

  /** The cost at that size, by this law. */
  public double at(double size) {
    return base + slope * law.value.applyAsDouble(size);
  }

  private static double error(Law law, double base, double slope, double[] sizes, double[] costs) {
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      double predicted = base + slope * law.value.applyAsDouble(sizes[i]);
      double relative = predicted / costs[i] - 1;
      sum += relative * relative;
    }
    return Math.sqrt(sum / sizes.length);
  }

  @Override
  public String toString() {
    String fit = String.format(Locale.ROOT, "%.3g", base);
    if (law != Law.CONSTANT) {
      fit += String.format(Locale.ROOT, " + %.3g * %s", slope, law.text);
    }
    return String.format(Locale.ROOT, "%s (error %.0f %%)", fit, error * 100);
  }
}
