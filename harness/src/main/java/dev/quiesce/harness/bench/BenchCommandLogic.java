package dev.quiesce.harness.bench;

import dev.quiesce.api.seam.SeamMode;
import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH through its own API, in forks whose seam is direct, and makes sure that something was
 * measured: JMH itself is content with an empty result.
 */
public final class BenchCommandLogic {
  private static final int FIRST_JDK_THAT_WARNS = 23;

  /** The logic. */
  public BenchCommandLogic() {}

  /**
   * Runs the benchmarks and writes JMH's JSON.
   *
   * @return the scores, in JMH's order
   * @throws UsageException if JMH does not accept the options
   * @throws RunFailure if a fork failed or did not start, or nothing was measured
   */
  public List<BenchScore> run(BenchJob job) {
    // Two runs at once disturb each other, but a stale lock file must not stop one.
    System.setProperty("jmh.ignoreLock", "true");
    CommandLineOptions own = parse(job.options());
    BenchEffort effort = effort(job.effort());
    OptionsBuilder options = new OptionsBuilder();
    options.parent(own);
    if (own.getIncludes().isEmpty()) {
      options.include(effort.include());
    }
    applyUnlessGiven(effort, own, options);
    options.param(BenchScore.STRATEGY, job.strategies().toArray(new String[0]));
    options.shouldFailOnError(true);
    options.jvmArgsAppend(jvmArguments());
    options.resultFormat(ResultFormatType.JSON);
    options.result(job.jmhJson());
    try {
      Path directory = Path.of(job.jmhJson()).toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      return scores(new Runner(options.build()).run());
    } catch (RunnerException e) {
      throw new RunFailure("JMH failed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RunFailure("the result cannot be written: " + e.getMessage(), e);
    }
  }

  private static CommandLineOptions parse(List<String> options) {
    try {
      return new CommandLineOptions(options.toArray(new String[0]));
    } catch (CommandLineOptionException e) {
      throw new UsageException("JMH does not accept these options: " + e.getMessage());
    }
  }

  private static BenchEffort effort(String name) {
    try {
      return BenchEffort.of(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("effort " + name + ": use smoke, quick or full");
    }
  }

  /** What the user gives on JMH's command line wins over the effort. */
  private static void applyUnlessGiven(
      BenchEffort effort, CommandLineOptions own, OptionsBuilder options) {
    effort.apply(options);
    if (own.getForkCount().hasValue()) {
      options.forks(own.getForkCount().get());
    }
    if (own.getWarmupIterations().hasValue()) {
      options.warmupIterations(own.getWarmupIterations().get());
    }
    if (own.getWarmupTime().hasValue()) {
      options.warmupTime(own.getWarmupTime().get());
    }
    if (own.getMeasurementIterations().hasValue()) {
      options.measurementIterations(own.getMeasurementIterations().get());
    }
    if (own.getMeasurementTime().hasValue()) {
      options.measurementTime(own.getMeasurementTime().get());
    }
    if (own.getParameter("listeners").hasValue()) {
      options.param("listeners", own.getParameter("listeners").get().toArray(new String[0]));
    }
  }

  private static String[] jvmArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-D" + SeamMode.PROPERTY + "=direct");
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    return arguments.toArray(new String[0]);
  }

  private static List<BenchScore> scores(Collection<RunResult> results) {
    if (results.isEmpty()) {
      throw new RunFailure("JMH measured nothing: no benchmark matches, or no fork started");
    }
    List<BenchScore> scores = new ArrayList<>();
    for (RunResult result : results) {
      if (result.getPrimaryResult().getSampleCount() == 0) {
        throw new RunFailure("JMH measured nothing of " + result.getParams().getBenchmark());
      }
      scores.add(score(result));
    }
    return scores;
  }

  private static BenchScore score(RunResult result) {
    Result<?> primary = result.getPrimaryResult();
    Map<String, String> params = new LinkedHashMap<>();
    for (String key : result.getParams().getParamsKeys()) {
      params.put(key, result.getParams().getParam(key));
    }
    String name = result.getParams().getBenchmark();
    String simple = name.substring(BenchCommandLogic.class.getPackageName().length() + 1);
    return new BenchScore(
        simple,
        result.getParams().getMode().shortLabel(),
        params,
        primary.getScore(),
        primary.getScoreError(),
        primary.getScoreUnit(),
        result.getParams().getForks(),
        result.getParams().getMeasurement().getCount());
  }
}
