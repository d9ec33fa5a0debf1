package dev.quiesce.harness.rundir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quiesce.harness.fuzz.FuzzTarget;
import dev.quiesce.harness.fuzz.Refusal;
import dev.quiesce.harness.report.Colour;
import dev.quiesce.harness.report.Judge;
import dev.quiesce.harness.report.TerminalTable;
import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.Printable;
import dev.quiesce.harness.result.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A run directory one document of which is not what the program wrote. It is read and rendered:
 * what is damaged must be named, and what is odd must not become markup or a formula.
 */
public final class RunFuzz implements FuzzTarget {
  private static final Path REFERENCE = Path.of("..", "results", "reference");
  private static final String LOG = "interval.hlog";
  private static final int FEW = 3;
  private static final int LOG_LINES = 24;

  private final String document;
  private final Path run;

  private RunFuzz(String document) {
    this.document = document;
    this.run = directory(document);
  }

  /** One for each document that a report reads. */
  public static List<RunFuzz> all() {
    return Stream.of(
            Manifest.FILE,
            RunReader.VERDICTS,
            CellLog.FILE,
            RunReader.MEASUREMENTS,
            RunReader.ABLATION,
            RunReader.TORTURE,
            RunReader.PROJECTION,
            Subjects.FILE,
            Proposals.FILE,
            JmhJson.FILE,
            LOG)
        .map(RunFuzz::new)
        .toList();
  }

  private static Path directory(String document) {
    return Path.of("target", "fuzz", "runs-" + ProcessHandle.current().pid(), document);
  }

  @Override
  public String name() {
    return "run-" + document.substring(0, document.indexOf('.'));
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(seed().getBytes(StandardCharsets.UTF_8));
  }

  private String seed() throws IOException {
    return switch (document) {
      case LOG -> log();
      case CellLog.FILE -> cells();
      default -> small(document);
    };
  }

  @Override
  public void read(byte[] input) throws IOException {
    if (!Files.exists(run)) {
      prepare();
    }
    Path file = document.equals(LOG) ? run.resolve(logName()) : run.resolve(document);
    Files.write(file, document.equals(CellLog.FILE) ? signed(input) : input);
    RunData data;
    try {
      if (document.equals(CellLog.FILE)) {
        CellLog.repair(run);
      }
      data = new RunReader(run).read();
    } catch (UsageException e) {
      Refusal.check(e, run.toString());
      return;
    }
    data.gaps().forEach(gap -> Refusal.check(new UsageException(gap), "."));
    if (data.gaps().stream().anyMatch(gap -> gap.startsWith(document + " "))) {
      // Without the document: rendered often enough.
      return;
    }
    for (Measurement one : data.measurements().measurements()) {
      if (!run.resolve(HistogramFile.name(one)).normalize().getParent().equals(run)) {
        throw new AssertionError("a log outside the run directory: " + one.strategy());
      }
    }
    List<CellResult> cells = data.verdicts().cells();
    String table = new TerminalTable(Colour.OFF).render(cells, new Judge().judge(cells));
    if (!Printable.of(table).equals(table)) {
      throw new AssertionError("control characters reach the terminal");
    }
    checkInert(Renderings.of(data));
  }

  private void prepare() throws IOException {
    Files.createDirectories(run);
    for (RunFuzz other : all()) {
      boolean rival =
          document.equals(CellLog.FILE)
              ? other.document.equals(RunReader.VERDICTS)
              : other.document.equals(CellLog.FILE);
      if (!other.document.equals(document) && !rival) {
        String name = other.document.equals(LOG) ? logName() : other.document;
        Files.writeString(run.resolve(name), other.seed());
      }
    }
  }

  /** The page has the scripts of its template and no other; no field of the table is a formula. */
  private static void checkInert(Renderings renderings) {
    String html = renderings.html().toLowerCase(Locale.ROOT);
    String empty = html.replaceAll("(?s)<script[^>]*>.*?</script>", "");
    if (empty.contains("<script") || empty.contains("javascript:")) {
      throw new AssertionError("a script that is not the template's");
    }
    if (renderings.csv().lines().anyMatch(line -> line.matches("(.*,)?\"?[=+@].*"))) {
      throw new AssertionError("a formula in the CSV");
    }
  }

  private static String small(String name) throws IOException {
    JsonNode tree = Json.tree(Files.readString(REFERENCE.resolve(name)));
    if (tree instanceof ArrayNode array) {
      shorten(array);
    } else if (tree instanceof ObjectNode object) {
      object.forEach(
          member -> {
            if (member instanceof ArrayNode array) {
              shorten(array);
            }
          });
    }
    return Json.document(tree);
  }

  private static void shorten(ArrayNode array) {
    while (array.size() > FEW) {
      array.remove(array.size() - 1);
    }
  }

  private static String logName() {
    try {
      JsonNode first = Json.tree(small(RunReader.MEASUREMENTS)).path("measurements").path(0);
      return HistogramFile.name(Json.convert(first, Measurement.class));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String log() throws IOException {
    try (Stream<String> lines =
        Files.lines(REFERENCE.resolve(logName()), StandardCharsets.ISO_8859_1)) {
      return String.join("\n", lines.limit(LOG_LINES).toList()) + "\n";
    }
  }

  /** What follows the checksum, a line each. */
  private static String cells() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (JsonNode cell : Json.tree(small(RunReader.VERDICTS)).path("cells")) {
      lines.append("\",\"hash\":\"0\",\"cell\":").append(Json.line(cell)).append("}\n");
    }
    return lines.toString();
  }

  /** With the checksum that each line would have; without it hardly an input would be read. */
  private static byte[] signed(byte[] input) {
    List<String> lines = new ArrayList<>();
    for (String line : new String(input, StandardCharsets.UTF_8).split("\n", -1)) {
      CRC32C crc = new CRC32C();
      crc.update(line.getBytes(StandardCharsets.UTF_8));
      lines.add(
          line.startsWith("\"")
              ? String.format("{\"crc32c\":\"%08x%s", crc.getValue(), line)
              : line);
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }
}
