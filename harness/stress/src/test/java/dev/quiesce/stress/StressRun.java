package dev.quiesce.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the stress jar and what its console says. jcstress ends with code 0 when a test was
 * skipped and when none matched, so that every test has to be looked for by name.
 *
 * @param exitCode of jcstress
 * @param console all that it printed
 * @param forbidden samples of forbidden outcomes, by test
 * @param interesting samples of interesting outcomes, by test
 */
record StressRun(
    int exitCode,
    String console,
    TreeMap<String, Long> forbidden,
    TreeMap<String, Long> interesting) {
  /** A few seconds a test find what is to be found; the serial collector keeps out of the way. */
  private static final List<String> OPTIONS =
      List.of("-f", "1", "-iters", "5", "-time", "300", "-sc", "false", "-v");

  private static final long LIMIT_MINUTES = 30;
  private static final Pattern TEST = Pattern.compile("\\[(?:OK|FAILED|ERROR)\\] (\\S+)");
  private static final Pattern ROW =
      Pattern.compile("\\s+\\S.*?\\s+([\\d,]+)\\s+[<>]?[\\d.]+%\\s+(Forbidden|Interesting)\\b.*");

  /** Runs every test of the jar. */
  static StressRun all(Path jar, Path results) throws IOException, InterruptedException {
    Files.createDirectories(results);
    Path output = results.resolve("console.txt");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar"));
    command.add(jar.toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-jvmArgs", "-XX:+UseSerialGC", "-r", results.toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(results.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("jcstress does not end; see " + output);
    }
    return of(process.exitValue(), Files.readString(output));
  }

  private static StressRun of(int exitCode, String console) {
    TreeMap<String, Long> forbidden = new TreeMap<>();
    TreeMap<String, Long> interesting = new TreeMap<>();
    String test = "";
    // The closing summary repeats the tables of the single configurations.
    for (String line : console.lines().takeWhile(one -> !one.startsWith("RUN RESULTS")).toList()) {
      Matcher named = TEST.matcher(line);
      if (named.find()) {
        test = named.group(1);
        forbidden.putIfAbsent(test, 0L);
        interesting.putIfAbsent(test, 0L);
        continue;
      }
      Matcher row = ROW.matcher(line);
      if (!test.isEmpty() && row.matches()) {
        long samples = Long.parseLong(row.group(1).replace(",", ""));
        (row.group(2).equals("Forbidden") ? forbidden : interesting)
            .merge(test, samples, Long::sum);
      }
    }
    return new StressRun(exitCode, console, forbidden, interesting);
  }
}
