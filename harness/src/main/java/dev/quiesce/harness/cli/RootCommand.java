package dev.quiesce.harness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program without a command: it tells what there is. */
@Command(
    name = "harness",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Compares the fixes proposed for QEMU's memory listeners: which ones make",
      "memory_listener_unregister() safe against a concurrent walk, and at what cost."
    },
    footer = {
      "",
      "Exit codes: 0 as declared, 1 a violation that is not declared or a declared",
      "one never shown, 2 usage, 3 infrastructure or unknown, 4 inconclusive,",
      "5 regression, 130/143 interrupted.",
      "",
      "Examples:",
      "  harness compare --strategies all",
      "  harness verify -s control-drain --scenarios appendix-a",
      "  harness list scenarios"
    })
public final class RootCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  public RootCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
  }
}
