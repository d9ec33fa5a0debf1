package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every figure in the page is the one of the run's JSON, read by its own rules. */
final class FiguresTest {
  private static final Pattern FIGURE =
      Pattern.compile("<td[^>]* data-n=\"([mojtn])/([^\"]*)\"[^>]*>([^<]*)</td>");
  private static final Pattern TEXT = Pattern.compile("(?:± )?(-?[0-9.]+)(?: (\\S+))?");

  @Test
  void figures_ofThePage_equalTheJson() throws IOException {
    JsonNode measurements =
        Json.tree(Files.readString(SampleRun.REFERENCE.resolve("measurements.json")));
    JsonNode scores = Json.tree(Files.readString(SampleRun.REFERENCE.resolve("jmh.json")));
    JsonNode projection =
        Json.tree(Files.readString(SampleRun.REFERENCE.resolve("projection.json")));
    JsonNode torture = Json.tree(Files.readString(SampleRun.TORTURE));
    String html = Renderings.of(SampleRun.tortured()).html();
    Matcher figure = FIGURE.matcher(html);
    int compared = 0;
    while (figure.find()) {
      JsonNode value =
          switch (figure.group(1)) {
            case "m" -> measurements.at("/measurements/" + figure.group(2));
            case "o" ->
                measurements.at(
                    "/measurements/" + figure.group(2).replaceFirst("/", "/operations/"));
            case "n" -> projection.at("/" + figure.group(2));
            case "j" -> scores.at("/" + figure.group(2).replaceFirst("/", "/primaryMetric/"));
            default -> torture.at("/strategies/" + figure.group(2));
          };
      assertThat(value.isNumber()).as("%s is a number", figure.group()).isTrue();
      assertSame(figure.group(), figure.group(3), value.asDouble());
      compared++;
    }

    assertThat(compared).isGreaterThan(500);
  }

  private static void assertSame(String where, String text, double value) {
    Matcher matcher = TEXT.matcher(text);
    assertThat(matcher.matches()).as(where).isTrue();
    String digits = matcher.group(1);
    double shown = Double.parseDouble(digits) * scale(matcher.group(2));
    int point = digits.indexOf('.');
    int decimals = point < 0 ? 0 : digits.length() - point - 1;
    double halfADigit = 0.5 * Math.pow(10, -decimals) * scale(matcher.group(2));
    assertThat(Math.abs(shown - value))
        .as("%s against %s", where, String.format(Locale.ROOT, "%f", value))
        .isLessThanOrEqualTo(halfADigit * 1.000001);
  }

  private static double scale(String unit) {
    if (unit == null) {
      return 1;
    }
    return switch (unit) {
      case "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      default -> 1;
    };
  }
}
