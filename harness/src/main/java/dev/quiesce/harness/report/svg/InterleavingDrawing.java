package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.Interleaving;
import dev.quiesce.harness.report.page.Picture.Phase;
import dev.quiesce.harness.report.page.Picture.Step;
import java.util.List;
import java.util.Locale;

/** A schedule: the storage's life at the left, then a lane for each thread. */
final class InterleavingDrawing {
  private static final double LIFE = 96;
  private static final double NUMBER = 34;
  private static final double LANE = 370;
  private static final double HEAD = 24;
  private static final double ROW = 16;
  private static final int MAX_TEXT = 50;

  private InterleavingDrawing() {}

  static String draw(Interleaving picture) {
    boolean life = !picture.life().isEmpty();
    double left = life ? LIFE : 0;
    double lanes = left + NUMBER;
    double width = lanes + picture.lanes().size() * LANE;
    double height = HEAD + picture.steps().size() * ROW + 8;
    Svg svg = new Svg("lanes", width, height, picture.summary());
    if (life) {
      svg.text("h", 0, 14, cut(picture.life(), 14));
    }
    for (int i = 0; i < picture.lanes().size(); i++) {
      double x = lanes + i * LANE;
      svg.text("h", x + 10, 14, picture.lanes().get(i));
      svg.line("g", x + 2, HEAD - 4, x + 2, height);
    }
    if (life) {
      life(svg, picture.steps());
    }
    numbers(svg, picture.steps(), left + NUMBER - 6);
    for (int i = 0; i < picture.steps().size(); i++) {
      step(svg, picture, i, left);
    }
    return svg.end();
  }

  /** One bar a phase, named where it begins. */
  private static void life(Svg svg, List<Step> steps) {
    int begin = 0;
    for (int i = 0; i < steps.size(); i++) {
      Phase phase = steps.get(i).phase();
      if (i + 1 == steps.size() || steps.get(i + 1).phase() != phase) {
        if (phase != Phase.NONE) {
          svg.rect("p" + letter(phase), 70, HEAD + begin * ROW, 12, (i + 1 - begin) * ROW);
        }
        begin = i + 1;
      }
      if (!steps.get(i).life().isEmpty()) {
        svg.text("z", 66, HEAD + i * ROW + 12, steps.get(i).life());
      }
    }
  }

  private static void numbers(Svg svg, List<Step> steps, double x) {
    svg.begin("n");
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).number().isEmpty()) {
        svg.text("", x, HEAD + i * ROW + 12, steps.get(i).number());
      }
    }
    svg.close();
  }

  private static void step(Svg svg, Interleaving picture, int i, double left) {
    Step step = picture.steps().get(i);
    double y = HEAD + i * ROW;
    if (step.lane() < 0) {
      svg.text("o", left + NUMBER + 10, y + 12, step.text());
      return;
    }
    double x = left + NUMBER + step.lane() * LANE;
    switch (step.weight()) {
      case RACING -> svg.rect("ra", x + 4, y + 0.5, LANE - 10, ROW - 1);
      case LAST -> svg.rect("la", x + 4, y + 0.5, LANE - 10, ROW - 1);
      case PLAIN, MARKER -> {}
    }
    svg.text(
        switch (step.weight()) {
          case PLAIN -> "";
          case MARKER -> "b";
          case RACING, LAST -> "v";
        },
        x + 10,
        y + 12,
        cut(step.text(), MAX_TEXT));
  }

  private static String letter(Phase phase) {
    return phase.name().substring(0, 1).toLowerCase(Locale.ROOT);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
