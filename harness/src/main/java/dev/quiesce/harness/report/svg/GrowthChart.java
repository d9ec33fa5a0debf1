package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.GrowthLines;
import dev.quiesce.harness.report.page.Picture.Point;
import dev.quiesce.harness.report.page.Picture.Series;
import java.util.TreeSet;

/** Cost over size, both on log scales; a tick at each size that was run. */
final class GrowthChart {
  private GrowthChart() {}

  static String draw(GrowthLines picture) {
    TreeSet<Double> sizes = new TreeSet<>();
    picture.series().forEach(series -> series.points().forEach(point -> sizes.add(point.x())));
    double low = sizes.isEmpty() ? 1 : sizes.first();
    double high = sizes.isEmpty() ? 10 : sizes.last();
    double span = Math.max(1e-9, Math.log(high) - Math.log(low));
    LogAxis axis = Lines.axis(picture.series());
    Svg svg =
        new Svg("chart", Lines.WIDTH, Lines.height(picture.series().size()), picture.summary());
    Lines.frame(svg, axis, picture.unit());
    double foot = Lines.TOP + Lines.PLOT;
    for (double size : sizes) {
      double x = Lines.LEFT + Lines.plotWidth() * at(size, low, span);
      svg.line("g", x, Lines.TOP, x, foot);
      svg.text("m", x, foot + 16, Svg.number(size));
    }
    svg.text("m", Lines.LEFT + Lines.plotWidth() / 2, foot + 31, picture.size());
    for (Series series : picture.series()) {
      Lines.line(svg, series, (Point point) -> at(point.x(), low, span), axis);
    }
    Lines.legend(svg, picture.series());
    return svg.end();
  }

  private static double at(double size, double low, double span) {
    return (Math.log(size) - Math.log(low)) / span;
  }
}
