package dev.quiesce.harness.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.RunFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Rounds of forks: each round gives every unit that has not had all of its forks one more, in an
 * order of its own. JMH itself would run all forks of a unit one after the other, and a machine
 * that becomes slower for a while would make the units look slow that it ran then.
 */
final class BenchRounds {
  private final List<BenchUnit> units;
  private final ToIntFunction<BenchUnit> forks;
  private final long seed;
  private final Supplier<OptionsBuilder> options;
  private final Map<BenchUnit, BenchmarkParams> params = new LinkedHashMap<>();
  private final Map<BenchUnit, List<BenchmarkResult>> results = new LinkedHashMap<>();

  /**
   * Prepares rounds.
   *
   * @param forks how many a unit gets: one in each of the first rounds
   * @param options makes the options of one run, without its benchmark
   */
  BenchRounds(
      List<BenchUnit> units,
      ToIntFunction<BenchUnit> forks,
      long seed,
      Supplier<OptionsBuilder> options) {
    this.units = List.copyOf(units);
    this.forks = forks;
    this.seed = seed;
    this.options = options;
  }

  /**
   * Runs them all.
   *
   * @return JMH's own JSON
   * @throws RunFailure if a fork failed, did not start or measured nothing
   */
  String run(Consumer<String> progress) {
    Random random = new Random(seed);
    int all = units.stream().mapToInt(forks).sum();
    int started = 0;
    for (int round = 0; started < all; round++) {
      int reached = round;
      List<BenchUnit> order =
          new ArrayList<>(units.stream().filter(unit -> forks.applyAsInt(unit) > reached).toList());
      Collections.shuffle(order, random);
      for (BenchUnit unit : order) {
        progress.accept("fork " + ++started + " of " + all);
        runFork(unit);
      }
    }
    return json();
  }

  private void runFork(BenchUnit unit) {
    OptionsBuilder builder = options.get();
    unit.select(builder);
    Collection<RunResult> fork;
    try {
      fork = new Runner(builder.build()).run();
    } catch (RunnerException e) {
      throw new RunFailure("a fork of " + unit + " failed: " + e.getMessage(), e);
    }
    if (fork.size() != 1) {
      throw new RunFailure(
          "a fork of " + unit + " gave " + fork.size() + " results: it did not start");
    }
    RunResult result = fork.iterator().next();
    if (result.getPrimaryResult().getSampleCount() == 0) {
      throw new RunFailure("a fork of " + unit + " measured nothing");
    }
    params.putIfAbsent(unit, result.getParams());
    results.computeIfAbsent(unit, key -> new ArrayList<>()).addAll(result.getBenchmarkResults());
  }

  private String json() {
    List<RunResult> merged = new ArrayList<>();
    for (BenchUnit unit : units) {
      BenchmarkParams own = params.get(unit);
      List<BenchmarkResult> forks = results.get(unit);
      if (own == null || forks == null) {
        throw new RunFailure("no fork of " + unit + " has run");
      }
      merged.add(new RunResult(own, forks));
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(text, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(merged);
    }
    return withForks(text.toString(StandardCharsets.UTF_8));
  }

  /** JMH knows of one fork a run. */
  private String withForks(String json) {
    try {
      JsonNode document = Json.tree(json);
      for (int i = 0; i < units.size(); i++) {
        ((ObjectNode) document.get(i)).put("forks", forks.applyAsInt(units.get(i)));
      }
      return Json.document(document);
    } catch (JsonProcessingException e) {
      throw new RunFailure("JMH's own result is no JSON: " + e.getMessage(), e);
    }
  }
}
