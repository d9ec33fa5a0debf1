package dev.quiesce.harness.bench;

import dev.quiesce.harness.result.BenchScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one fork measures: one benchmark with one value of each parameter.
 *
 * @param benchmark full name
 * @param params values by parameter
 */
record BenchUnit(String benchmark, Map<String, String> params) {
  /** Benchmarks that unregister. */
  private static final Pattern UNREGISTERS =
      Pattern.compile(
          ".*\\.(StrategyBenchmark\\.(registerUnregister|steady)|(FreeLag|Sweep)Benchmark\\..*)");

  /** Benchmarks that unregister beside readers that want the BQL. */
  private static final Pattern UNREGISTERS_BESIDE_MMIO = Pattern.compile(".*\\.\\w+BesideMmio");

  BenchUnit {
    params = Map.copyOf(params);
  }

  /** Whether it would not end, as its strategy declares. */
  boolean hangsAsDeclared() {
    String strategy = params.get(BenchScore.STRATEGY);
    return strategy != null
        && (hangs(strategy, UNREGISTERS, "clear-vs-unregister")
            || hangs(strategy, UNREGISTERS_BESIDE_MMIO, "vcpu-mmio"));
  }

  private boolean hangs(String strategy, Pattern benchmarks, String scenario) {
    return benchmarks.matcher(benchmark).matches() && BenchMachine.hangsIn(strategy, scenario);
  }

  /**
   * The units that match, in a fixed order.
   *
   * @param includes regular expressions, any of which may match a name
   * @param excludes regular expressions, none of which may
   * @param values of parameters, by the benchmark's name; others keep the benchmark's own
   */
  static List<BenchUnit> matching(
      List<String> includes,
      List<String> excludes,
      Function<String, Map<String, List<String>>> values) {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    SortedSet<BenchmarkListEntry> entries =
        BenchmarkList.defaultList().find(silent, includes, excludes);
    List<BenchUnit> units = new ArrayList<>();
    for (BenchmarkListEntry entry : entries) {
      Map<String, List<String>> own = new TreeMap<>();
      if (entry.getParams().hasValue()) {
        entry.getParams().get().forEach((key, defaults) -> own.put(key, List.of(defaults)));
      }
      Map<String, List<String>> given = values.apply(entry.getUsername());
      own.replaceAll((key, defaults) -> given.getOrDefault(key, defaults));
      combine(entry.getUsername(), own, units);
    }
    return units;
  }

  private static void combine(
      String benchmark, Map<String, List<String>> values, List<BenchUnit> units) {
    List<Map<String, String>> combinations = new ArrayList<>(List.of(Map.of()));
    values.forEach(
        (key, ones) -> {
          List<Map<String, String>> longer = new ArrayList<>();
          for (Map<String, String> combination : combinations) {
            for (String one : ones) {
              Map<String, String> more = new LinkedHashMap<>(combination);
              more.put(key, one);
              longer.add(more);
            }
          }
          combinations.clear();
          combinations.addAll(longer);
        });
    combinations.forEach(params -> units.add(new BenchUnit(benchmark, params)));
  }

  /** Restricts a run to this unit. */
  void select(OptionsBuilder options) {
    options.include("^" + Pattern.quote(benchmark) + "$");
    params.forEach(options::param);
  }

  @Override
  public String toString() {
    return benchmark + " " + new TreeMap<>(params);
  }
}
