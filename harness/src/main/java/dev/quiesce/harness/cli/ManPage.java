package dev.quiesce.harness.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/**
 * The manual page: the help of every command, set by {@code man}. It is made from the commands
 * themselves, so it cannot say anything else than they do.
 */
final class ManPage {
  private ManPage() {}

  /** In the format of {@code man(7)}. */
  static String of(CommandLine root) {
    StringBuilder out = new StringBuilder();
    out.append(".TH HARNESS 1\n.SH NAME\nharness \\- ");
    out.append(line("compares the fixes proposed for QEMU's memory listeners"));
    out.append(".SH HELP\n");
    help(out, root);
    for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
      if (!command.getValue().getCommandSpec().usageMessage().hidden()) {
        out.append(".SH ").append(line("HARNESS " + command.getKey().toUpperCase(Locale.ROOT)));
        help(out, command.getValue());
      }
    }
    return out.toString();
  }

  private static void help(StringBuilder out, CommandLine command) {
    out.append(".nf\n");
    command
        .getUsageMessage(CommandLine.Help.Ansi.OFF)
        .lines()
        .forEach(text -> out.append(line(text)));
    out.append(".fi\n");
  }

  /** A line that begins with a point or an apostrophe is a request: it gets a zero-width start. */
  private static String line(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return (escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "") + escaped + "\n";
  }
}
