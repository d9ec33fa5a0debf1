package dev.quiesce.harness.bench;

import dev.quiesce.api.seam.SeamMode;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.rundir.JmhJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH through its own API, in forks whose seam is direct, and makes sure that something was
 * measured: JMH itself is content with an empty result.
 */
public final class BenchCommandLogic {
  private static final int FIRST_JDK_THAT_WARNS = 23;

  /** Parameters that may be given on JMH's command line. */
  private static final List<String> GIVEN =
      List.of("listeners", "population", "rcu", "domain", "readers", "batching", "recording");

  /** The logic. */
  public BenchCommandLogic() {}

  /**
   * Runs the benchmarks and writes JMH's JSON.
   *
   * @param progress told which fork runs
   * @return the scores, in JMH's order
   * @throws UsageException if JMH does not accept the options
   * @throws RunFailure if a fork failed or did not start, or nothing was measured
   */
  public List<BenchScore> run(BenchJob job, Consumer<String> progress) {
    // Two runs at once disturb each other, but a stale lock file must not stop one.
    System.setProperty("jmh.ignoreLock", "true");
    CommandLineOptions own = parse(job.options());
    BenchEffort effort = effort(job.effort());
    List<BenchUnit> units = units(job, own, effort);
    ToIntFunction<BenchUnit> forks =
        unit -> Math.max(1, own.getForkCount().orElse(effort.forks(unit.benchmark())));
    String json =
        new BenchRounds(units, forks, job.seed(), () -> options(effort, own)).run(progress);
    try {
      write(Path.of(job.jmhJson()).toAbsolutePath(), json);
      return JmhJson.parse(json);
    } catch (IOException e) {
      throw new RunFailure("the result cannot be written: " + e.getMessage(), e);
    }
  }

  private static List<BenchUnit> units(BenchJob job, CommandLineOptions own, BenchEffort effort) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    given.put(BenchScore.STRATEGY, job.strategies());
    for (String key : GIVEN) {
      if (own.getParameter(key).hasValue()) {
        given.put(key, List.copyOf(own.getParameter(key).get()));
      }
    }
    List<String> includes =
        own.getIncludes().isEmpty() ? effort.includes() : List.copyOf(own.getIncludes());
    List<BenchUnit> units =
        BenchUnit.matching(
            includes,
            List.copyOf(own.getExcludes()),
            benchmark -> {
              Map<String, List<String>> values = new LinkedHashMap<>(effort.params(benchmark));
              values.putAll(given);
              return values;
            });
    units.removeIf(BenchUnit::hangsAsDeclared);
    if (units.isEmpty()) {
      throw new RunFailure("JMH measured nothing: no benchmark matches " + includes);
    }
    return units;
  }

  private static OptionsBuilder options(BenchEffort effort, CommandLineOptions own) {
    OptionsBuilder options = new OptionsBuilder();
    effort.apply(options);
    GivenOptions.copy(own, options);
    options.forks(Math.min(1, own.getForkCount().orElse(1)));
    options.shouldFailOnError(true);
    options.jvmArgsAppend(jvmArguments(own));
    return options;
  }

  /** Written beside, then moved: a reader never sees half of it. */
  private static void write(Path file, String json) throws IOException {
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(beside, json);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
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
      throw new UsageException("effort " + name + ": use smoke, quick, full or bars");
    }
  }

  private static String[] jvmArguments(CommandLineOptions own) {
    List<String> arguments = new ArrayList<>(own.getJvmArgsAppend().orElse(List.of()));
    arguments.add("-D" + SeamMode.PROPERTY + "=direct");
    String barrier = System.getProperty(Barriers.PROPERTY);
    if (barrier != null) {
      arguments.add("-D" + Barriers.PROPERTY + "=" + barrier);
    }
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      arguments.add("--sun-misc-unsafe-memory-access=allow");
      // JNA loads its library for membarrier(2).
      arguments.add("--enable-native-access=ALL-UNNAMED");
    }
    return arguments.toArray(new String[0]);
  }
}
