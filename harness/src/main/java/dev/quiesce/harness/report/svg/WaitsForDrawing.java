package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture.Wait;
import dev.quiesce.harness.report.page.Picture.WaitsFor;
import java.util.ArrayList;
import java.util.List;

/** Threads on a line, what each waits for as an arc to its holder. */
final class WaitsForDrawing {
  private static final double BOX = 120;
  private static final double GAP = 60;
  private static final double BOX_HEIGHT = 30;
  private static final double ARC = 26;
  private static final double CHARACTER = 6.6;

  private WaitsForDrawing() {}

  static String draw(WaitsFor picture) {
    List<String> nodes = new ArrayList<>();
    for (Wait wait : picture.waits()) {
      add(nodes, wait.thread());
      add(nodes, wait.holder());
    }
    int edges = picture.waits().size();
    double longest =
        picture.waits().stream().mapToDouble(wait -> wait.what().length()).max().orElse(0);
    double width = Math.max(nodes.size() * (BOX + GAP), 40 + longest * CHARACTER + BOX);
    double top = edges * ARC + 16;
    Svg svg = new Svg("waits", width, top + BOX_HEIGHT + 6, picture.summary());
    for (int i = 0; i < nodes.size(); i++) {
      double x = i * (BOX + GAP) + 10;
      svg.rect("nb", x, top, BOX, BOX_HEIGHT);
      svg.text("m", x + BOX / 2, top + 20, nodes.get(i));
    }
    for (int i = 0; i < edges; i++) {
      edge(svg, picture.waits().get(i), nodes, top, (i + 1) * ARC, i);
    }
    return svg.end();
  }

  private static void edge(
      Svg svg, Wait wait, List<String> nodes, double top, double rise, int number) {
    double shift = 14 + number * 9;
    double from = nodes.indexOf(wait.thread()) * (BOX + GAP) + 10 + shift;
    double y = top - rise + 4;
    if (wait.holder().isEmpty()) {
      svg.path("wa", "M" + at(from, top) + "L" + at(from, y));
      svg.text("", from + 5, y + 4, wait.what());
      return;
    }
    boolean self = wait.holder().equals(wait.thread());
    double to = nodes.indexOf(wait.holder()) * (BOX + GAP) + 10 + (self ? BOX - 14 : shift + 34);
    svg.path(
        "wa", "M" + at(from, top) + "L" + at(from, y) + "L" + at(to, y) + "L" + at(to, top - 2));
    svg.path(
        "wh", "M" + at(to - 4, top - 8) + "L" + at(to, top - 1) + "L" + at(to + 4, top - 8) + "Z");
    svg.text("", Math.min(from, to) + 5, y - 4, wait.what());
  }

  private static String at(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }

  private static void add(List<String> nodes, String node) {
    if (!node.isEmpty() && !nodes.contains(node)) {
      nodes.add(node);
    }
  }
}
