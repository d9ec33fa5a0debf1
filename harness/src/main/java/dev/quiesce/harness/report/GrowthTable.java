package dev.quiesce.harness.report;

import dev.quiesce.harness.ranking.Growth;
import dev.quiesce.harness.result.BenchScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How each benchmark's time grows with the number of listeners, where enough numbers were run. */
public final class GrowthTable {
  private static final String SIZE = "listeners";

  /** A table. */
  public GrowthTable() {}

  /** For a terminal; empty if no benchmark was run over enough sizes. */
  public String text(List<BenchScore> scores) {
    Map<String, Map<Double, Double>> curves = new LinkedHashMap<>();
    for (BenchScore score : scores) {
      String size = score.params().get(SIZE);
      if (size != null && !score.moreIsBetter()) {
        curves
            .computeIfAbsent(name(score), key -> new TreeMap<>())
            .put(Double.valueOf(size), score.score());
      }
    }
    StringBuilder out = new StringBuilder();
    curves.forEach(
        (name, curve) -> {
          if (curve.size() >= Growth.MIN_SIZES) {
            out.append(String.format(Locale.ROOT, "%-70s %s%n", name, Growth.of(curve)));
          }
        });
    return out.isEmpty() ? "" : "\ntime over listeners, fitted\n" + out;
  }

  private static String name(BenchScore score) {
    Map<String, String> others = new LinkedHashMap<>(score.params());
    others.remove(SIZE);
    return score.benchmark() + (others.isEmpty() ? "" : " " + others);
  }
}
