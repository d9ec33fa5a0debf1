package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ManPageTest {
  private static String page() {
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand("report", new CommandLine(new ReportCommand()));
    return ManPage.of(root);
  }

  @Test
  void page_ofTheCommands_holdsTheirHelp() {
    assertThat(page())
        .startsWith(".TH HARNESS 1\n")
        .contains(".SH HARNESS REPORT\n")
        .contains("harness report NEW \\-\\-baseline OLD \\-\\-fail\\-on 10");
  }

  @Test
  void page_always_hasNoOtherRequestsThanItsOwn() {
    assertThat(page().lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
        .allMatch(line -> line.matches("\\.(TH|SH|nf|fi)\\b.*"));
  }
}
