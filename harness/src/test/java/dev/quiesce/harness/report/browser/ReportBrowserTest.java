package dev.quiesce.harness.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quiesce.harness.report.SampleRun;
import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Pdf;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.print.PrintOptions;

/** The report in a real browser; screenshots for a person are left in {@code target/report}. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportBrowserTest {
  private static final Path SHOTS = Path.of("target", "report");

  private ChromeDriver browser;
  private Path page;

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    if (!Chromium.installed()) {
      String told =
          "BROWSER TESTS NOT RUN: neither chromium and chromedriver are on PATH;"
              + " apt-get install chromium chromium-driver";
      System.err.println(told);
      if (Boolean.getBoolean("quiesce.browser.required")) {
        fail(told);
      }
      Assumptions.abort(told);
    }
    Files.createDirectories(SHOTS);
    page = SHOTS.resolve("report.html").toAbsolutePath();
    Files.writeString(page, Renderings.of(SampleRun.hostile()).html());
    browser = Chromium.start(Files.createDirectory(directory.resolve("profile")));
    load();
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  private void load() {
    visit(page);
  }

  /** Waits for the whole page: the driver may come back before a page of this size is there. */
  private void visit(Path file) {
    browser.get(file.toUri().toString());
    Object unused =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            if (document.readyState === 'complete') done(); else addEventListener('load', () => done());
            """);
  }

  private Object script(String text, Object... arguments) {
    return browser.executeScript(text, arguments);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportBrowserTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Test
  void page_opened_logsNothing() {
    browser.manage().logs().get(LogType.BROWSER);
    load();

    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
        .extracting(LogEntry::getMessage)
        .isEmpty();
  }

  @Test
  void page_opened_asksForNothingElse() {
    browser.manage().logs().get(LogType.PERFORMANCE);
    load();

    List<String> asked =
        browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(LogEntry::getMessage)
            .filter(message -> message.contains("\"Network.requestWillBeSent\""))
            .map(message -> url(message))
            .filter(url -> !url.startsWith("data:"))
            .toList();
    assertThat(asked).containsOnly(page.toUri().toString());
  }

  private static String url(String message) {
    try {
      return Json.tree(message).at("/message/params/request/url").asText();
    } catch (IOException e) {
      throw new IllegalStateException(message, e);
    }
  }

  /** Printed, not judged: how long depends on the machine and on who else uses it. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "large"})
  void page_opened_tellsHowLongItTook(String which) throws IOException {
    Path file = SHOTS.resolve(which + ".html").toAbsolutePath();
    String html =
        Renderings.of(which.equals("large") ? SampleRun.large() : SampleRun.data()).html();
    Files.writeString(file, html);
    width(1440, 900);
    visit(file);
    List<?> timing =
        (List<?>)
            script(
                """
                const load = performance.getEntriesByType('navigation')[0];
                const paint = performance.getEntriesByName('first-contentful-paint')[0];
                return [load.domInteractive, load.loadEventEnd, paint ? paint.startTime : -1];
                """);
    System.out.printf(
        "%s report, %d KB: usable after %.0f ms, loaded after %.0f ms, first painted after %.0f ms%n",
        which,
        html.getBytes(StandardCharsets.UTF_8).length / 1024,
        ((Number) timing.get(0)).doubleValue(),
        ((Number) timing.get(1)).doubleValue(),
        ((Number) timing.get(2)).doubleValue());

    assertThat(((Number) timing.get(1)).doubleValue()).isPositive();
  }

  @Test
  void matrix_everyLink_landsOnVisibleEvidence() {
    load();
    Object lost =
        script(
            """
            const lost = [];
            for (const link of document.querySelectorAll('a[href^="#"]')) {
              const id = decodeURIComponent(link.getAttribute('href').slice(1));
              const all = document.querySelectorAll('[id="' + CSS.escape(id) + '"]');
              if (all.length !== 1) lost.push(id + ' occurs ' + all.length + ' times');
            }
            return lost;
            """);
    Object hidden =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const links = [...document.querySelectorAll('.grid td a')];
            const hidden = [];
            let at = 0;
            const next = () => {
              if (at > 0) {
                const place = document.getElementById(links[at - 1].getAttribute('href').slice(1));
                const box = place.getBoundingClientRect();
                if (box.height === 0 || box.top < -1 || box.top > innerHeight) hidden.push(place.id + ' at ' + box.top);
              }
              if (at === links.length) { done([links.length, hidden]); return; }
              // Each from the page as it opens: a place that an earlier link laid open would prove nothing.
              document.querySelectorAll('details[open]').forEach(one => { one.open = false; });
              links[at++].click();
              setTimeout(next, 0);
            };
            next();
            """);

    assertThat((List<?>) lost).isEmpty();
    List<?> result = (List<?>) hidden;
    assertThat((Long) result.get(0)).isGreaterThan(10);
    assertThat((List<?>) result.get(1)).isEmpty();
  }

  @Test
  void filters_ofControls_hideTheirColumns() {
    load();
    String count =
        "return [...document.querySelectorAll('.grid thead th')]"
            + ".filter(th => th.getBoundingClientRect().width > 0).length";
    long before = (Long) script(count);
    script("document.querySelector('[data-hides=\"no-control\"]').click()");
    long after = (Long) script(count);

    assertThat(after).isLessThan(before).isGreaterThan(2);
  }

  @Test
  void find_ofAWord_hidesWhatDoesNotMatch() {
    load();
    script(
        "const find = document.getElementById('find'); find.value = 'use-after-free';"
            + "find.dispatchEvent(new Event('input'));");

    assertThat((String) script("return document.getElementById('found').textContent"))
        .matches("[1-9]\\d* of [1-9]\\d* entries below match");
    assertThat((Long) script("return document.querySelectorAll('.unfound').length")).isPositive();
  }

  private WebElement plot() {
    load();
    WebElement plot = browser.findElement(By.cssSelector("svg.plot"));
    script("arguments[0].scrollIntoView({block: 'center'})", plot);
    return plot;
  }

  private static double shownWidth(WebElement plot) {
    return Double.parseDouble(
        Objects.requireNonNull(plot.getDomAttribute("viewBox")).split(" ", -1)[2]);
  }

  @Test
  void plot_draggedOver_showsThatPartAndItsTicks() throws IOException {
    WebElement plot = plot();
    double whole = shownWidth(plot);
    new Actions(browser)
        .moveToElement(plot)
        .clickAndHold()
        .moveByOffset(100, 0)
        .release()
        .perform();
    shoot("zoomed");

    assertThat(shownWidth(plot)).isLessThan(whole / 2);
    assertThat(
            (Long)
                script(
                    "return [...arguments[0].ownerSVGElement.querySelectorAll('text.t')]"
                        + ".filter(t => t.style.display === 'none').length",
                    plot))
        .isPositive();
    new Actions(browser).doubleClick(plot).perform();
    assertThat(shownWidth(plot)).isEqualTo(whole);
  }

  @Test
  void plot_keysPlusAndMinus_zoomInAndOut() {
    WebElement plot = plot();
    double whole = shownWidth(plot);
    WebElement box = plot.findElement(By.xpath("ancestor::*[@tabindex][1]"));
    box.sendKeys("+");
    assertThat(shownWidth(plot)).isEqualTo(whole / 2);
    box.sendKeys("-");
    assertThat(shownWidth(plot)).isEqualTo(whole);
  }

  @Test
  void legend_pointedAt_dimsTheOtherCurves() {
    WebElement plot = plot();
    WebElement name = plot.findElement(By.xpath("following-sibling::*[name()='path'][1]"));
    new Actions(browser).moveToElement(name).perform();

    assertThat((Long) script("return document.querySelectorAll('svg.plot .l.off').length"))
        .isPositive();
    assertThat((Long) script("return document.querySelectorAll('svg.plot .l:not(.off)').length"))
        .isPositive();
  }

  @Test
  void theme_button_changesTheColours() {
    load();
    String colour = "return getComputedStyle(document.body).backgroundColor";
    Object before = script(colour);
    script("document.getElementById('theme').click()");

    assertThat(script(colour)).isNotEqualTo(before);
    script("document.getElementById('theme').click()");
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1440})
  void layout_ofThatWidth_neverScrollsSideways(int width) throws IOException {
    width(width, 900);
    load();
    script("document.querySelectorAll('details').forEach(one => { one.open = true; })");
    long wide = (Long) script("return document.documentElement.scrollWidth - window.innerWidth");
    // No second navigation here: a screenshot that meets one is aborted.
    script("document.querySelectorAll('details').forEach(one => { one.open = false; })");
    script("window.scrollTo(0, 0)");
    shoot("top-" + width);

    assertThat(wide).isLessThanOrEqualTo(0);
  }

  private void width(int width, int height) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  private void shoot(String name) throws IOException {
    Files.write(SHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  @ParameterizedTest
  @CsvSource({
    "light,counterexamples",
    "dark,counterexamples",
    "dark,measurements",
    "light,measurements"
  })
  void section_inEitherTheme_isShotForAPerson(String theme, String section) throws IOException {
    width(1200, 1600);
    load();
    script(
        "document.documentElement.dataset.theme = arguments[0];"
            + "const s = document.getElementById(arguments[1]);"
            + "const d = [...s.querySelectorAll(':scope > details')].slice(0, 3);"
            + "d.forEach(one => { one.open = true; }); s.scrollIntoView();",
        theme,
        section);
    shoot(section + "-" + theme);

    assertThat(SHOTS.resolve(section + "-" + theme + ".png")).isNotEmptyFile();
  }

  @Test
  void print_toPdf_clipsNoPicture() throws IOException {
    load();
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    width(1030, 700);
    script("document.querySelectorAll('details').forEach(one => { one.open = true; })");
    Object clipped =
        script(
            "return [...document.querySelectorAll('svg, .grid')].filter(one => {"
                + " const box = one.getBoundingClientRect();"
                + " return box.right > innerWidth + 1 || box.left < 0 || box.width === 0;"
                + "}).map(one => one.getAttribute('aria-label') || one.id)");
    load();
    Pdf pdf = browser.print(new PrintOptions());
    Files.write(SHOTS.resolve("report.pdf"), Base64.getDecoder().decode(pdf.getContent()));
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));

    assertThat((List<?>) clipped).isEmpty();
    assertThat(SHOTS.resolve("report.pdf")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"light,{}", "dark,'{runOnly: [\"color-contrast\"]}'"})
  void axe_inEitherTheme_findsNothingSerious(String theme, String rules) throws IOException {
    width(1200, 900);
    load();
    script("document.documentElement.dataset.theme = arguments[0];", theme);
    script(
        "[...document.querySelectorAll('details')].slice(0, 12).forEach(one => { one.open = true;"
            + " })");
    script(resource("/axe/axe.min.js"));
    browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    Object found =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, Object.assign({ resultTypes: ['violations'] }, RULES)).then(result => done(
              result.violations.filter(one => one.impact === 'serious' || one.impact === 'critical')
                .map(one => one.id + ': ' + one.help + ' at '
                  + one.nodes.slice(0, 3).map(node => node.target + ' ' + node.failureSummary).join('; '))));
            """
                .replace("RULES", rules));

    assertThat((List<?>) found).isEmpty();
  }

  @Test
  void outsideText_likeAScript_isShownAsText() {
    load();

    assertThat((Long) script("return document.scripts.length")).isEqualTo(1);
    assertThat((String) script("return document.body.textContent")).contains("<script>alert(1)");
  }
}
