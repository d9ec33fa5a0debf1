package dev.quiesce.harness.rundir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.apache.commons.statistics.descriptive.Median;

/** Reads JMH's own result format. */
public final class JmhJson {
  /** The file's name in a run directory. */
  public static final String FILE = "jmh.json";

  private JmhJson() {}

  /**
   * The scores of a document.
   *
   * @throws JsonProcessingException if it is not JSON
   * @throws IllegalArgumentException if it is not JMH's
   */
  public static List<BenchScore> parse(String json) throws JsonProcessingException {
    List<BenchScore> scores = new ArrayList<>();
    for (JsonNode one : Json.tree(json)) {
      JsonNode metric = one.required("primaryMetric");
      Map<String, String> params = new LinkedHashMap<>();
      one.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asText()));
      scores.add(
          new BenchScore(
              shortName(one.required("benchmark").asText()),
              one.required("mode").asText(),
              params,
              metric.required("score").asDouble(),
              error(metric.path("scoreError")),
              metric.required("scoreUnit").asText(),
              one.path("forks").asInt(),
              one.path("measurementIterations").asInt(),
              forkMeans(metric.path("rawData")),
              secondary(one.path("secondaryMetrics"))));
    }
    return scores;
  }

  private static List<Double> forkMeans(JsonNode forks) {
    List<Double> means = new ArrayList<>();
    for (JsonNode fork : forks) {
      means.add(values(fork).average().orElse(Double.NaN));
    }
    return means;
  }

  private static Map<String, Double> secondary(JsonNode metrics) {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
      double[] all = new double[0];
      for (JsonNode fork : metric.getValue().path("rawData")) {
        all = DoubleStream.concat(DoubleStream.of(all), values(fork)).toArray();
      }
      if (all.length > 0) {
        medians.put(metric.getKey().replace("·", ""), Median.withDefaults().evaluate(all));
      }
    }
    return medians;
  }

  private static DoubleStream values(JsonNode iterations) {
    return StreamSupport.stream(iterations.spliterator(), false).mapToDouble(JsonNode::asDouble);
  }

  /** JMH writes the string "NaN" when there is one sample only. */
  private static double error(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }

  private static String shortName(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    int type = method < 0 ? -1 : benchmark.lastIndexOf('.', method - 1);
    return benchmark.substring(type + 1);
  }
}
