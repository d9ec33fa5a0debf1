package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.UsageText;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.UsageDocument;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.UsageJob;
import dev.quiesce.harness.result.UsageTable;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What each strategy answers to each call in each situation, misuse included. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a strategy answers to each call of register and unregister in each situation,"
          + " misuse included.",
      "",
      "A field is the worst answer of the schedules explored; --format json has the replay token"
          + " of one that shows it. No clock takes part: the answers are the same on any machine."
    },
    footer = {
      "",
      "Exit code 1 if a call leaves a listener linked and says nothing, 3 if a cell is",
      "unknown.",
      "",
      "Examples:",
      "  harness usage -s notifier-lock",
      "  harness usage -s fixes --form as-proposed",
      "  harness usage --schedules 1000 --format json"
    })
public final class UsageCommand implements Callable<Integer> {
  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--form",
      paramLabel = "NAME",
      defaultValue = Form.COMPLETE,
      description = "Form of the strategies (default ${DEFAULT-VALUE}).")
  private String form = Form.COMPLETE;

  @Option(
      names = "--schedules",
      paramLabel = "N",
      defaultValue = "" + UsageJob.EXECUTIONS,
      description = "Explored of a cell, at most (default ${DEFAULT-VALUE}).")
  private long schedules = UsageJob.EXECUTIONS;

  private final Catalogues catalogues;
  private final Children children;

  @Inject
  UsageCommand(Catalogues catalogues, Children children) {
    this.catalogues = catalogues;
    this.children = children;
  }

  @Override
  public Integer call() {
    if (schedules < 1) {
      throw new UsageException("--schedules must be at least 1, not " + schedules);
    }
    List<UsageJob> jobs =
        catalogues.with(strategies.pluginPath).select(strategies.strategies).stream()
            .map(one -> new UsageJob(one.id(), RunJobs.form(one, form), schedules))
            .toList();
    Path log = Scratch.log(Children.USAGE);
    List<String> failures = new ArrayList<>();
    List<UsageTable> tables = children.usage(jobs, strategies.pluginPath, log, failures);
    UsageText text = new UsageText();
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(new UsageDocument(UsageDocument.SCHEMA, tables));
          case MD -> text.markdown(tables);
          case TEXT -> text.text(tables);
        });
    failures.forEach(failure -> System.err.println("harness: " + failure));
    if (failures.isEmpty()) {
      Scratch.discard(log);
    }
    return ExitCode.of(
            List.of(
                UsageText.exitCode(tables),
                failures.isEmpty() ? ExitCode.OK : ExitCode.INFRASTRUCTURE))
        .code();
  }
}
