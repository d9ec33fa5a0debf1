package dev.quiesce.harness;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import dev.quiesce.harness.cli.Cli;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.result.UsageException;
import java.util.List;

/** Entry of the command line. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** No exception may leave main: the launcher would turn it into 1, which is a verdict. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static int run(String[] args) {
    try {
      return Guice.createInjector(new HarnessModule(List.of())).getInstance(Cli.class).run(args);
    } catch (CreationException e) {
      if (e.getCause() instanceof UsageException) {
        System.err.println("harness: " + e.getCause().getMessage());
        return ExitCode.USAGE.code();
      }
      e.printStackTrace();
      return ExitCode.INFRASTRUCTURE.code();
    } catch (Throwable e) {
      e.printStackTrace();
      return ExitCode.INFRASTRUCTURE.code();
    }
  }
}
