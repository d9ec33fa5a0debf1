package dev.quiesce.harness.cli;

import dev.quiesce.harness.projection.BqlWindow;
import dev.quiesce.harness.projection.Projector;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.report.ProjectionTable;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.ProjectedHost;
import dev.quiesce.harness.result.Projection;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what larger machines would see; everything it prints is simulated. */
@Command(
    name = "project",
    mixinStandardHelpOptions = true,
    description =
        "Simulates larger hosts from the measured costs of a run and recorded holds of the BQL.",
    footer = {
      "",
      "Examples:",
      "  harness project results/reference",
      "  harness project results/reference --host 1024:4096:12288 --mmio 1000",
      "  harness project results/reference --mmio recorded --format json"
    })
public final class ProjectCommand implements Callable<Integer> {
  private static final String RECORDED = "recorded";
  private static final Pattern HOST = Pattern.compile("(\\d{1,5}):(\\d{1,6}):(\\d{1,6})");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "RUN", description = "A run directory: where the costs were measured.")
  private Path run = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "VCPUS:LISTENERS:GIB",
      split = ",",
      description = "Hosts to simulate (default: four, up to 1024:4096:12288).")
  private List<String> hosts = List.of();

  @Option(
      names = "--mmio",
      paramLabel = "N|recorded",
      defaultValue = "" + Projector.MMIO_PER_SECOND,
      description = {
        "Accesses of each vCPU that QEMU handles under the BQL, a second (default",
        "${DEFAULT-VALUE}); recorded: as in the windows, which are TCG's of a busy guest."
      })
  private String mmio = "" + Projector.MMIO_PER_SECOND;

  @Option(
      names = "--windows",
      paramLabel = "FILE",
      description = "A recording with bql_hold records (default: the bundled one).")
  private @Nullable Path windows;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything that involves chance (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  /** For picocli. */
  ProjectCommand() {}

  @Override
  public Integer call() throws RecordingException {
    Path file = windows;
    Projector projector =
        new Projector(file == null ? BqlWindow.bundled() : BqlWindow.read(file), seed);
    double rate = rate(projector);
    List<ProjectedHost> chosen =
        hosts.isEmpty()
            ? Projector.hosts(rate)
            : hosts.stream().map(text -> host(text, rate)).toList();
    RunData data = new RunReader(run).read();
    Projection projection = projector.project(run.toString(), data, chosen);
    ProjectionTable table = new ProjectionTable();
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(projection);
          case MD -> table.markdown(projection);
          case TEXT -> table.text(projection);
        });
    return 0;
  }

  private double rate(Projector projector) {
    if (mmio.equals(RECORDED)) {
      return projector.recordedMmioPerSecond();
    }
    if (!NUMBER.matcher(mmio).matches() || Double.parseDouble(mmio) <= 0) {
      throw new UsageException("--mmio " + mmio + ": a number above 0, or recorded");
    }
    return Double.parseDouble(mmio);
  }

  private static ProjectedHost host(String text, double rate) {
    Matcher matcher = HOST.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(
          "--host " + text + ": use VCPUS:LISTENERS:GIB, as in 1024:4096:12288");
    }
    int vcpus = Integer.parseInt(matcher.group(1));
    int listeners = Integer.parseInt(matcher.group(2));
    if (vcpus < 1 || listeners < 1) {
      throw new UsageException("--host " + text + ": at least one vCPU and one listener");
    }
    return new ProjectedHost(vcpus, listeners, Integer.parseInt(matcher.group(3)), rate);
  }
}
