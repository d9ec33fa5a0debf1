package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.KillMatrix;
import dev.quiesce.harness.result.KillResult;
import dev.quiesce.harness.result.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How fast each planted bug was noticed, when that was last measured here. */
final class KillTimes {
  private final Map<String, KillResult> byId;

  private KillTimes(Map<String, KillResult> byId) {
    this.byId = byId;
  }

  /**
   * Those that {@code verify --mutant all} kept; none if it has not run in this directory.
   *
   * @throws UsageException if they cannot be read
   */
  static KillTimes kept() {
    if (!Files.exists(MutantRun.FILE)) {
      return new KillTimes(Map.of());
    }
    try {
      KillMatrix matrix = Json.read(Files.readString(MutantRun.FILE), KillMatrix.class);
      return new KillTimes(
          matrix.mutants().stream()
              .collect(Collectors.toMap(KillResult::mutant, Function.identity())));
    } catch (IOException e) {
      throw new UsageException(
          MutantRun.FILE
              + " cannot be read: "
              + e.getMessage()
              + "; harness verify --mutant all writes it anew");
    }
  }

  /** A phrase on one mutant; nothing if it was not tried here. */
  Optional<String> of(String mutant) {
    return Optional.ofNullable(byId.get(mutant)).map(KillTimes::phrase);
  }

  private static String phrase(KillResult result) {
    String outcome = MutantRun.name(result.outcome());
    return result.schedules() == 0
        ? outcome
        : String.format(Locale.ROOT, "%s after %.1f ms", outcome, result.millis());
  }
}
