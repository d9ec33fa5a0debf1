package dev.quiesce.harness.cli;

import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import dev.quiesce.harness.mtree.MtreeFormatException;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.UsageException;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;

/** Builds the command line out of the engines that this program has, and runs it. */
public final class Cli {
  private static final int INTERRUPTED = 130;
  private static final int WIDTH = 80;

  private final Injector injector;
  private final Children children;

  @Inject
  Cli(Injector injector, Children children) {
    this.injector = injector;
    this.children = children;
  }

  /** Runs a command; returns the exit code. */
  public int run(String... args) {
    Thread hook = new Thread(children::stop, "stop-children");
    Runtime.getRuntime().addShutdownHook(hook);
    return commandLine().execute(args);
  }

  CommandLine commandLine() {
    IFactory factory = this::create;
    CommandLine root = new CommandLine(new RootCommand(), factory);
    if (children.has(Children.VERIFY)) {
      add(root, "compare", CompareCommand.class);
      add(root, "verify", VerifyCommand.class);
    }
    if (children.has(Children.ABLATE)) {
      add(root, "ablate", AblateCommand.class);
    }
    if (children.has(Children.USAGE)) {
      add(root, "usage", UsageCommand.class);
    }
    if (children.has(Children.REPLAY)) {
      add(root, "replay", ReplayCommand.class);
    }
    if (children.has(Children.SPEED)) {
      add(root, "speed", SpeedCommand.class);
    }
    if (children.has(Children.RUN)) {
      add(root, "run", RunCommand.class);
    }
    if (children.has(Children.BENCH)) {
      add(root, "bench", BenchCommand.class);
    }
    if (children.has(Children.TORTURE)) {
      add(root, "torture", TortureCommand.class);
    }
    add(root, "mtree", MtreeCommand.class);
    add(root, "import", ImportCommand.class);
    add(root, "report", ReportCommand.class);
    add(root, "project", ProjectCommand.class);
    add(root, "list", ListCommand.class);
    add(root, "man", ManCommand.class);
    root.addSubcommand("completion", completion());
    root.addSubcommand("help", new HelpCommand());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(WIDTH);
    root.setParameterExceptionHandler(new Misuse());
    root.setExecutionExceptionHandler((error, line, parsed) -> failed(error, line));
    return root;
  }

  private static CommandLine completion() {
    CommandLine completion = new CommandLine(new GenerateCompletion());
    completion
        .getCommandSpec()
        .usageMessage()
        .footer(
            "",
            "Examples:",
            "  source <(harness completion)",
            "  harness completion > ~/.local/share/bash-completion/completions/harness");
    return completion;
  }

  private void add(CommandLine root, String name, Class<?> command) {
    CommandLine line = new CommandLine(injector.getInstance(command), this::create);
    line.getCommandSpec().versionProvider(new Version());
    root.addSubcommand(name, line);
  }

  private <T> T create(Class<T> type) throws Exception {
    try {
      return injector.getInstance(type);
    } catch (ConfigurationException e) {
      return CommandLine.defaultFactory().create(type);
    }
  }

  private static int failed(Exception error, CommandLine line) {
    PrintWriter err = line.getErr();
    if (error instanceof UsageException || error instanceof MtreeFormatException) {
      err.println("harness: " + error.getMessage());
      return ExitCode.USAGE.code();
    } else if (error instanceof Interrupted) {
      return INTERRUPTED;
    } else if (error instanceof RunFailure) {
      err.println("harness: " + error.getMessage());
      return ExitCode.INFRASTRUCTURE.code();
    }
    err.println("harness: unexpected failure");
    error.printStackTrace(err);
    return ExitCode.INFRASTRUCTURE.code();
  }
}
