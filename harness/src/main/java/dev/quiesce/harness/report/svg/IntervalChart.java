package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.Bar;
import dev.quiesce.harness.report.page.Picture.Intervals;
import java.util.Locale;

/** Values with their intervals, one a line, on a linear axis that starts at zero. */
final class IntervalChart {
  private static final double NAME = 190;
  private static final double RIGHT = 110;
  private static final double LINE = 22;
  private static final double FOOT = 22;

  private IntervalChart() {}

  static String draw(Intervals picture) {
    double most = 1e-9;
    for (Bar bar : picture.bars()) {
      most = Math.max(most, bar.value());
      if (bar.high() < 3 * bar.value()) {
        most = Math.max(most, bar.high());
      }
    }
    double step = RoundSteps.step(most, 5);
    int ticks = (int) Math.ceil(most / step - 1e-9);
    double max = step * ticks;
    double width = Lines.WIDTH - NAME - RIGHT;
    double height = picture.bars().size() * LINE + FOOT;
    Svg svg = new Svg("chart", Lines.WIDTH, height, picture.summary());
    double foot = height - FOOT;
    for (int i = 0; i <= ticks; i++) {
      double x = NAME + width * i / ticks;
      svg.line("g", x, 0, x, foot);
      svg.text("m", x, foot + 15, RoundSteps.text(step * i, step));
    }
    for (int i = 0; i < picture.bars().size(); i++) {
      Bar bar = picture.bars().get(i);
      double y = i * LINE + LINE / 2;
      svg.text("e", NAME - 8, y + 4, bar.name());
      if (!Double.isNaN(bar.low())) {
        double from = NAME + width * Math.max(0, Math.min(1, bar.low() / max));
        double to = NAME + width * Math.max(0, Math.min(1, bar.high() / max));
        svg.line("l c0", from, y, to, y);
        svg.line("l c0", from, y - 4, from, y + 4);
        if (bar.high() <= max) {
          svg.line("l c0", to, y - 4, to, y + 4);
        } else {
          svg.text("s", to + 2, y + 4, "→");
        }
      }
      svg.circle("d c1", NAME + width * bar.value() / max, y, 4);
      svg.text(
          "",
          NAME + width + 16,
          y + 4,
          String.format(Locale.ROOT, "%.1f %s", bar.value(), picture.unit()));
    }
    return svg.end();
  }
}
