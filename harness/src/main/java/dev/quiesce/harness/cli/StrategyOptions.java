package dev.quiesce.harness.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that choose strategies. */
public final class StrategyOptions {
  @Option(
      names = {"-s", "--strategies"},
      paramLabel = "IDS",
      completionCandidates = Ids.Strategies.class,
      defaultValue = "all",
      description = "all, fixes, controls, or ids with commas (default ${DEFAULT-VALUE}).")
  String strategies = "all";

  @Option(
      names = "--plugin-path",
      paramLabel = "JAR|DIR",
      split = ":",
      description = "Further strategies; their code runs in child processes only.")
  List<Path> pluginPath = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything that involves chance (default ${DEFAULT-VALUE}).")
  long seed = 1;
}
