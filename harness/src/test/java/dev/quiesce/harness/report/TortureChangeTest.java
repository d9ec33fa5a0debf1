package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.rundir.RunData;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a baseline says about torture: gfree-rcu is the first of the sample, and passed. */
final class TortureChangeTest {
  private static final String PASS = "\"verdict\" : \"pass\"";
  private static final String NOT_PROMISED = "\"standing\" : \"not-promised\"";

  private static RunData passed() throws IOException {
    return SampleRun.tortured();
  }

  private static RunData changed(String what, String into) throws IOException {
    String text = Files.readString(SampleRun.TORTURE);
    int at = text.indexOf(what);
    return SampleRun.tortured(
        Json.read(
            text.substring(0, at) + into + text.substring(at + what.length()),
            TortureDocument.class));
  }

  private static RunData failed() throws IOException {
    return changed(PASS, "\"verdict\" : \"fail\"");
  }

  @Test
  void regressions_ofTheSameTorture_areNone() throws IOException {
    assertThat(new Baseline("old", passed()).regressions(passed(), 0)).isEmpty();
  }

  @Test
  void regressions_ofAFailedTorture_nameTheStrategy() throws IOException {
    assertThat(new Baseline("old", passed()).regressions(failed(), 0))
        .containsExactly("torture of gfree-rcu complete: pass → fail");
  }

  @Test
  void regressions_ofATortureThatPassesNow_areNone() throws IOException {
    assertThat(new Baseline("old", failed()).regressions(passed(), 0)).isEmpty();
  }

  @Test
  void regressions_ofAPromiseThatCountsNow_nameThePromise() throws IOException {
    RunData now = changed(NOT_PROMISED, "\"standing\" : \"violated\"");

    assertThat(new Baseline("old", passed()).regressions(now, 0))
        .singleElement()
        .asString()
        .startsWith("torture of gfree-rcu complete: pass → pass, [NO_");
  }

  @Test
  void page_withAFailedTorture_saysSo() throws IOException {
    String html = Renderings.of(failed(), new Baseline("old", passed())).html();

    assertThat(html).contains("torture of gfree-rcu complete: pass → fail");
  }

  @Test
  void page_withoutTorture_saysThatNobodyWasTortured() throws IOException {
    String html = Renderings.of(SampleRun.untortured(), new Baseline("old", passed())).html();

    assertThat(html).contains("One of the runs has tortured nobody.");
  }
}
