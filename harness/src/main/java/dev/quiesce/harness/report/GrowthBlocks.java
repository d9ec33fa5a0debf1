package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.result.BenchScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Growth of benchmarks over the number of listeners, as curves; the fitted laws beside them. */
final class GrowthBlocks {
  private static final String SIZE = "listeners";
  private static final int FEWEST = 2;

  private GrowthBlocks() {}

  static List<Block> of(List<BenchScore> scores) {
    Map<String, Map<String, Map<Double, Double>>> charts = new LinkedHashMap<>();
    Map<String, String> units = new LinkedHashMap<>();
    for (BenchScore score : scores) {
      String size = score.params().get(SIZE);
      if (size != null && !score.moreIsBetter()) {
        charts
            .computeIfAbsent(score.benchmark(), key -> new LinkedHashMap<>())
            .computeIfAbsent(line(score), key -> new TreeMap<>())
            .put(Double.valueOf(size), score.score());
        units.put(score.benchmark(), score.unit());
      }
    }
    List<Block> blocks = new ArrayList<>();
    List<String> names =
        charts.values().stream().flatMap(lines -> lines.keySet().stream()).distinct().toList();
    charts.forEach(
        (benchmark, lines) -> {
          List<Picture.Series> series = new ArrayList<>();
          lines.forEach(
              (name, points) -> {
                if (points.size() >= FEWEST) {
                  series.add(series(name, names.indexOf(name), points));
                }
              });
          if (!series.isEmpty()) {
            String unit = String.valueOf(units.get(benchmark));
            String summary =
                "Time of " + benchmark + " over the number of listeners, " + unit + ".";
            blocks.add(
                new Block.Drawing(
                    benchmark + " over the number of listeners",
                    new Picture.GrowthLines(summary, unit, SIZE, series)));
          }
        });
    String laws = new GrowthTable().text(scores).strip();
    if (!laws.isEmpty()) {
      blocks.add(new Block.Code(laws, false));
    }
    return blocks;
  }

  private static Picture.Series series(String name, int style, Map<Double, Double> points) {
    return new Picture.Series(
        name,
        style,
        points.entrySet().stream()
            .map(point -> new Picture.Point(point.getKey(), point.getValue()))
            .toList());
  }

  private static String line(BenchScore score) {
    Map<String, String> rest = new LinkedHashMap<>(score.params());
    rest.remove(SIZE);
    return rest.isEmpty() ? "all" : String.join(" ", rest.values());
  }
}
