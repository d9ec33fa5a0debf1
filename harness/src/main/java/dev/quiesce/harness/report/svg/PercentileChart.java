package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.Percentiles;
import dev.quiesce.harness.report.page.Picture.Point;
import dev.quiesce.harness.report.page.Picture.Series;

/** Percentile curves; x is stretched so that each further nine takes the same room. */
final class PercentileChart {
  private static final double[] TICKS = {0, 50, 90, 99, 99.9, 99.99};

  private PercentileChart() {}

  static String draw(Percentiles picture) {
    LogAxis axis = Lines.axis(picture.series());
    double most =
        picture.series().stream()
            .flatMap(series -> series.points().stream())
            .mapToDouble(Point::x)
            .max()
            .orElse(99);
    double span = Math.max(1, nines(most));
    Svg svg =
        new Svg("chart", Lines.WIDTH, Lines.height(picture.series().size()), picture.summary());
    Lines.frame(svg, axis, "ns");
    double foot = Lines.TOP + Lines.PLOT;
    Lines.beginPlot(svg);
    for (double tick : TICKS) {
      if (nines(tick) <= span) {
        double x = Lines.LEFT + Lines.plotWidth() * nines(tick) / span;
        svg.line("g", x, Lines.TOP, x, foot);
      }
    }
    for (Series series : picture.series()) {
      Lines.line(svg, series, point -> nines(point.x()) / span, axis);
    }
    svg.endPlot();
    for (double tick : TICKS) {
      if (nines(tick) <= span) {
        svg.text(
            "m t", Lines.LEFT + Lines.plotWidth() * nines(tick) / span, foot + 16, label(tick));
      }
    }
    svg.text("m", Lines.LEFT + Lines.plotWidth() / 2, foot + 31, "percentile");
    Lines.legend(svg, picture.series());
    return svg.end();
  }

  /** 0 for 0, 1 for 90, 2 for 99, ... */
  private static double nines(double percentile) {
    return -Math.log10(Math.max(1e-7, 1 - Math.min(percentile, 100) / 100));
  }

  private static String label(double tick) {
    return tick == 0
        ? "min"
        : Svg.number(tick).equals("100") ? "99.99" : Double.toString(tick).replaceAll("\\.0$", "");
  }
}
