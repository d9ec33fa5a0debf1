package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The committed reports are those of the committed run: {@code harness report results/reference}.
 */
final class ReferenceRunTest {
  private static final int MAX_BYTES = 2_000_000;
  private static final Pattern CELL =
      Pattern.compile("<td class=\"(t-\\w+)\" data-f=\"[^\"]*\">(?:<a href=\"([^\"]*)\")?");
  private static final Pattern FIGURE = Pattern.compile("data-n=\"([^\"]*)\"[^>]*>([^<]*)</td>");

  private static String committed(String name) throws IOException {
    return Files.readString(SampleRun.REFERENCE.resolve(name));
  }

  private static List<String> all(Pattern pattern, String html) {
    return pattern
        .matcher(html)
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .toList();
  }

  @Test
  void reference_renderedAgain_hasTheCommittedVerdictsAndFigures() throws IOException {
    Renderings again = Renderings.of(SampleRun.data());

    assertThat(all(CELL, again.html()))
        .hasSizeGreaterThan(100)
        .isEqualTo(all(CELL, committed(Reports.HTML)));
    assertThat(all(FIGURE, again.html())).isEqualTo(all(FIGURE, committed(Reports.HTML)));
    assertThat(again.csv()).isEqualTo(committed(Reports.CSV));
  }

  /** {@code harness/bin/reference results/reference} writes them. */
  @Test
  void readme_tables_areThoseOfTheReference() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String from = "<!-- tables: harness/bin/reference writes them -->\n";
    List<CellResult> cells = SampleRun.data().verdicts().cells();
    String tables = new TerminalTable(Colour.OFF).render(cells, new Judge().judge(cells));

    assertThat(
            readme.substring(
                readme.indexOf(from) + from.length(), readme.indexOf("<!-- end of the tables -->")))
        .as("run harness/bin/reference results/reference")
        .isEqualTo("\n" + indented(tables) + "\n");
  }

  private static String indented(String text) {
    return text.lines()
        .map(line -> (line.isEmpty() ? "" : "    ") + line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void reference_renderedTwice_givesTheSameBytes() {
    assertThat(Renderings.of(SampleRun.data())).isEqualTo(Renderings.of(SampleRun.data()));
  }

  @Test
  void page_ofTheReference_isSmall() {
    assertThat(Renderings.of(SampleRun.data()).html().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(MAX_BYTES);
  }

  @Test
  void page_ofTheReference_refersToNothingOutside() {
    assertThat(Renderings.of(SampleRun.data()).html())
        .doesNotContainPattern("(?:src|href)=\"(?!#|data:)")
        .doesNotContain("@import")
        .doesNotContain("url(");
  }
}
