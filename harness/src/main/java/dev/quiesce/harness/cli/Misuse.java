package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Nearest;
import dev.quiesce.harness.report.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that picocli cannot parse: what is wrong, what is nearest, where help is. */
final class Misuse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine line = error.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("harness: " + error.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(error, err)) {
      nearest(error).ifPresent(best -> err.println("Did you mean '" + best + "'?"));
    }
    if (line.getParent() == null && args.length == 0) {
      line.usage(err);
    } else {
      err.println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE.code();
  }

  private static Optional<String> nearest(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> options = new ArrayList<>();
      error
          .getCommandLine()
          .getCommandSpec()
          .options()
          .forEach(option -> options.addAll(Arrays.asList(option.names())));
      return unmatched.getUnmatched().stream()
          .filter(one -> one.startsWith("--"))
          .findFirst()
          .flatMap(one -> Nearest.to(one, options));
    }
    ArgSpec option = error.getArgSpec();
    String value = error.getValue();
    if (option == null || value == null || option.completionCandidates() == null) {
      return Optional.empty();
    }
    List<String> valid = new ArrayList<>();
    option.completionCandidates().forEach(one -> valid.add(one.toLowerCase(Locale.ROOT)));
    return Nearest.to(value.toLowerCase(Locale.ROOT), valid);
  }
}
