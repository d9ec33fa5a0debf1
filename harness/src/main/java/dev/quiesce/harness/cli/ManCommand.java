package dev.quiesce.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = "Prints the manual page, for man(1).",
    footer = {
      "",
      "Examples:",
      "  harness man > harness.1 && man ./harness.1",
      "  harness man | man -l -"
    })
public final class ManCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  public ManCommand() {}

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    System.out.print(ManPage.of(root));
    return 0;
  }
}
