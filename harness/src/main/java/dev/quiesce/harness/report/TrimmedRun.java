package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Verdicts;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of a run that holds what its report is rendered from and little else: of the schedules,
 * only those that the report shows.
 */
public final class TrimmedRun {
  private static final List<String> NAMES =
      List.of("manifest.json", "subjects.json", "measurements.json", "jmh.json");
  private static final List<String> MORE =
      List.of("ablation.json", "projection.json", "proposals.json", "torture.json");

  private TrimmedRun() {}

  /**
   * Copies a run into a new directory.
   *
   * @throws UsageException if the directory exists
   */
  public static void copy(RunData data, Path run, Path target) {
    try {
      Files.createDirectory(target);
      try (Stream<Path> files = Files.list(run)) {
        for (Path file : files.filter(TrimmedRun::kept).toList()) {
          Files.copy(file, target.resolve(String.valueOf(file.getFileName())));
        }
      }
      Files.writeString(target.resolve(RunReader.VERDICTS), verdicts(data.verdicts()));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(target + " exists: name a new directory");
    } catch (IOException e) {
      throw new RunFailure("cannot copy " + run + " to " + target + ": " + e, e);
    }
  }

  private static boolean kept(Path file) {
    String name = String.valueOf(file.getFileName());
    return NAMES.contains(name) || MORE.contains(name) || name.endsWith(".hlog");
  }

  /** One cell a line, so that a change to a cell is a change to a line. */
  private static String verdicts(Verdicts verdicts) {
    StringBuilder out = new StringBuilder();
    out.append("{\"schema\":").append(verdicts.schema());
    out.append(",\"seed\":").append(verdicts.seed()).append(",\"cells\":[\n");
    Map<String, Integer> shortest = shortest(verdicts.cells());
    for (int i = 0; i < verdicts.cells().size(); i++) {
      out.append(Json.line(trimmed(verdicts.cells().get(i), shortest)));
      out.append(i + 1 < verdicts.cells().size() ? ",\n" : "\n");
    }
    return out.append("]}\n").toString();
  }

  private static Map<String, Integer> shortest(List<CellResult> cells) {
    Map<String, Integer> shortest = new HashMap<>();
    for (CellResult cell : cells) {
      for (Violation violation : cell.violations()) {
        shortest.merge(key(cell, violation.promise()), violation.steps(), Math::min);
      }
    }
    return shortest;
  }

  private static String key(CellResult cell, Promise promise) {
    return cell.key().strategy() + "\n" + cell.key().form() + "\n" + promise;
  }

  private static CellResult trimmed(CellResult cell, Map<String, Integer> shortest) {
    List<Violation> violations =
        cell.violations().stream()
            .map(
                violation ->
                    shortest.getOrDefault(key(cell, violation.promise()), 0) == violation.steps()
                        ? violation
                        : withoutSchedule(violation))
            .toList();
    return new CellResult(
        cell.key(),
        cell.verdict(),
        cell.expected(),
        cell.exhausted(),
        cell.bound(),
        cell.executions(),
        cell.pruned(),
        cell.steps(),
        cell.rechecked(),
        cell.wallMs(),
        cell.promises(),
        cell.expectedPromises(),
        violations,
        CellResult.shortest(violations),
        cell.vacuous(),
        cell.note());
  }

  private static Violation withoutSchedule(Violation violation) {
    return new Violation(
        violation.promise(),
        violation.kind(),
        violation.severity(),
        violation.message(),
        violation.steps(),
        violation.replay(),
        "");
  }
}
