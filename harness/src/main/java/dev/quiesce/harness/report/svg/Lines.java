package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.Point;
import dev.quiesce.harness.report.page.Picture.Series;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What charts of several lines have in common: the frame, the lines and the legend. */
final class Lines {
  static final double WIDTH = 800;
  static final double LEFT = 58;
  static final double RIGHT = 196;
  static final double TOP = 10;
  static final double PLOT = 240;
  static final double BOTTOM = 34;

  private static final int STYLES = 12;
  private static final double LEGEND_LINE = 17;

  private Lines() {}

  static double plotWidth() {
    return WIDTH - LEFT - RIGHT;
  }

  static double height(int series) {
    return TOP + Math.max(PLOT, series * LEGEND_LINE) + BOTTOM;
  }

  static void frame(Svg svg, LogAxis axis, String unit) {
    for (double tick : axis.ticks()) {
      double y = TOP + PLOT * (1 - axis.at(tick));
      svg.line("g", LEFT, y, LEFT + plotWidth(), y);
      svg.text("e", LEFT - 6, y + 4, LogAxis.label(tick, unit));
    }
  }

  /** Opens what is drawn along x; lines that run along its edges are not cut. */
  static void beginPlot(Svg svg) {
    svg.beginPlot(LEFT, TOP - 2, plotWidth(), PLOT + 6);
  }

  static void line(Svg svg, Series series, ToDoubleFunction<Point> x, LogAxis axis) {
    StringBuilder d = new StringBuilder();
    for (Point point : series.points()) {
      d.append(d.isEmpty() ? 'M' : 'L');
      d.append(Svg.number(LEFT + plotWidth() * x.applyAsDouble(point))).append(' ');
      d.append(Svg.number(TOP + PLOT * (1 - axis.at(point.y()))));
    }
    svg.path("l " + style(series), d.toString());
    if (series.points().size() <= 3) {
      for (Point point : series.points()) {
        svg.circle(
            "d " + style(series),
            LEFT + plotWidth() * x.applyAsDouble(point),
            TOP + PLOT * (1 - axis.at(point.y())),
            3);
      }
    }
  }

  static void legend(Svg svg, List<Series> series) {
    double x = LEFT + plotWidth() + 12;
    for (int i = 0; i < series.size(); i++) {
      double y = TOP + 8 + i * LEGEND_LINE;
      svg.line("l " + style(series.get(i)), x, y, x + 22, y);
      svg.text("", x + 27, y + 4, series.get(i).name());
    }
  }

  /** Colour and dashes; after the last colour they begin again with other dashes. */
  private static String style(Series series) {
    String colour = "c" + series.style() % STYLES;
    return series.style() < STYLES ? colour : colour + " z";
  }

  static LogAxis axis(List<Series> series) {
    double min = Double.MAX_VALUE;
    double max = 1;
    for (Series one : series) {
      for (Point point : one.points()) {
        min = Math.min(min, point.y());
        max = Math.max(max, point.y());
      }
    }
    return LogAxis.of(Math.min(min, max), max);
  }
}
