package dev.quiesce.harness.report.html;

import dev.quiesce.harness.report.page.Page;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The report as HTML: {@code report.html}. */
public final class HtmlReport {
  private static final int EXPECTED_SIZE = 1 << 20;

  private final String style = resource("/report/style.css");
  private final String script = resource("/report/script.js");

  /** A renderer. */
  public HtmlReport() {}

  /** The document. */
  @SuppressWarnings("NullAway") // The generated code takes null for "no interceptor".
  public String render(Page page) {
    StringOutput out = new StringOutput(EXPECTED_SIZE);
    JtepageGenerated.render(new OwaspHtmlTemplateOutput(out), null, page, style, script);
    return out.toString();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
