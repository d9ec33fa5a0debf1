package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.Part;
import dev.quiesce.harness.report.page.Picture.Stack;
import dev.quiesce.harness.report.page.Picture.Stacks;

/** Sums and what they are made of, one bar a line, on a linear axis that starts at zero. */
final class StackChart {
  private static final double NAME = 190;
  private static final double LEGEND = 190;
  private static final double LINE = 22;
  private static final double BAR = 14;
  private static final double FOOT = 38;

  private StackChart() {}

  static String draw(Stacks picture) {
    double most =
        picture.stacks().stream()
            .mapToDouble(one -> one.parts().stream().mapToDouble(Part::value).sum())
            .max()
            .orElse(0);
    double step = RoundSteps.step(Math.max(most, 1e-9), 5);
    double max = step * Math.max(1, Math.ceil(most / step - 1e-9));
    double width = Lines.WIDTH - NAME - LEGEND;
    double lines = Math.max(picture.stacks().size(), picture.names().size() * 0.8);
    double foot = lines * LINE;
    Svg svg = new Svg("chart", Lines.WIDTH, foot + FOOT, picture.summary());
    for (int i = 0; i * step <= max * (1 + 1e-9); i++) {
      double x = NAME + width * i * step / max;
      svg.line("g", x, 0, x, foot);
      svg.text("m", x, foot + 15, RoundSteps.text(i * step, step));
    }
    svg.text("m", NAME + width / 2, foot + 31, picture.unit());
    for (int i = 0; i < picture.stacks().size(); i++) {
      Stack stack = picture.stacks().get(i);
      double y = i * LINE + (LINE - BAR) / 2;
      svg.text("e", NAME - 8, y + BAR - 3, stack.name());
      double from = NAME;
      for (Part part : stack.parts()) {
        double length = width * part.value() / max;
        svg.rect("d c" + part.style(), from, y, length, BAR);
        from += length;
      }
    }
    for (int i = 0; i < picture.names().size(); i++) {
      double y = 4 + i * 17.0;
      svg.rect("d c" + i, NAME + width + 16, y, 12, 12);
      svg.text("", NAME + width + 33, y + 10, picture.names().get(i));
    }
    return svg.end();
  }
}
