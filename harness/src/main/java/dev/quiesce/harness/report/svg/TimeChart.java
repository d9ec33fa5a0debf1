package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.Point;
import dev.quiesce.harness.report.page.Picture.Series;
import dev.quiesce.harness.report.page.Picture.TimeLine;

/** Values by second, with moments marked. */
final class TimeChart {
  private TimeChart() {}

  static String draw(TimeLine picture) {
    LogAxis axis = Lines.axis(picture.series());
    double end =
        Math.max(
            1,
            picture.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1));
    double span = Math.max(end, picture.marks().stream().mapToDouble(x -> x).max().orElse(0));
    Svg svg =
        new Svg("chart", Lines.WIDTH, Lines.height(picture.series().size()), picture.summary());
    Lines.frame(svg, axis, picture.unit());
    double foot = Lines.TOP + Lines.PLOT;
    double step = Math.max(1, RoundSteps.step(span, 10));
    for (double tick = 0; tick <= span; tick += step) {
      svg.text("m t", Lines.LEFT + Lines.plotWidth() * tick / span, foot + 16, Svg.number(tick));
    }
    svg.text("m", Lines.LEFT + Lines.plotWidth() / 2, foot + 31, "seconds of the replay");
    Lines.beginPlot(svg);
    for (double tick = 0; tick <= span; tick += step) {
      double x = Lines.LEFT + Lines.plotWidth() * tick / span;
      svg.line("g", x, foot, x, foot + 4);
    }
    for (double mark : picture.marks()) {
      double x = Lines.LEFT + Lines.plotWidth() * mark / span;
      svg.line("k", x, Lines.TOP, x, foot);
    }
    for (Series series : picture.series()) {
      Lines.line(svg, series, point -> point.x() / span, axis);
    }
    svg.endPlot();
    if (!picture.marks().isEmpty()) {
      double x = Lines.LEFT + Lines.plotWidth() * picture.marks().get(0) / span;
      svg.text("s t", x + 3, Lines.TOP + 10, picture.markName());
    }
    Lines.legend(svg, picture.series());
    return svg.end();
  }
}
