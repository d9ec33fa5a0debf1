package dev.quiesce.harness.cli;

import dev.quiesce.harness.mtree.MtreeOracle;
import dev.quiesce.harness.mtree.MtreeResult;
import dev.quiesce.harness.result.Json;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders a region tree. */
@Command(
    name = "mtree",
    mixinStandardHelpOptions = true,
    description = "Renders the output of 'info mtree' to flat views, and compares with QEMU's.",
    footer = {
      "",
      "Exit code 1 if it differs, 4 if the tree does not decide it.",
      "",
      "Examples:",
      "  harness mtree pc.all.txt",
      "  harness mtree pc.all.txt --expect pc.flat_d_o.txt"
    })
public final class MtreeCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "TREE.txt", description = "Output of 'info mtree', best with -D.")
  private Path tree = Path.of("");

  @Option(
      names = "--expect",
      paramLabel = "FLAT.txt",
      description = "Output of 'info mtree -f' of the same moment.")
  private @Nullable Path expected;

  /** For picocli. */
  public MtreeCommand() {}

  @Override
  public Integer call() {
    MtreeResult result = new MtreeOracle().run(tree, Optional.ofNullable(expected));
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(result);
          case MD -> "```text\n" + result.render() + "```\n";
          case TEXT -> result.render();
        });
    return result.exitCode();
  }
}
