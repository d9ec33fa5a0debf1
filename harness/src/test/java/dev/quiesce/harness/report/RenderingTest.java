package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.DilemmaResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.Tried;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.Verdicts;
import dev.quiesce.harness.result.ViolationKind;
import dev.quiesce.harness.rundir.Proposals;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RenderingTest {
  private static final Measurement MEASUREMENT =
      new Measurement(
          "=cmd|' /C calc'!A0",
          "complete",
          "<script>",
          Map.of(),
          List.of(new OperationMeasurement("unregister", "ns", 9, 1, 900, 2000, 3e6, 4e9, 5, 2)),
          Map.of("overlaps", 3.0),
          List.of("a | note"),
          2e6,
          true);

  private static List<CellResult> cells() {
    List<CellResult> cells = new ArrayList<>();
    for (String strategy : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")) {
      cells.add(Sample.cell(strategy, "guest-eject-during-migration").build());
      cells.add(
          Sample.cell(strategy, "appendix-a")
              .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, true)
              .build());
    }
    cells.add(Sample.cell("a", "broken").verdict(Verdict.UNKNOWN, Verdict.HOLDS).build());
    return cells;
  }

  private static final Proposals PROPOSALS =
      new Proposals(
          1,
          Map.of(
              "a",
              """
              ### The argument

              It *works* because of `this`.

              | function | change |
              |---|---|
              | `f()` | a guard |

              ### What it costs

              {{costs}}

              {{impossible}}

                  struct Node {
                      int visits;
                  };
              """),
          List.of(
              new DilemmaResult(
                  "I1",
                  "waiting excludes returning",
                  List.of(
                      new Tried("wait", Promise.NO_DEADLOCK, Sample.cell("c", "x").build()),
                      new Tried("do neither", null, Sample.cell("c", "x").build())))));

  private static RunData data(int forks) {
    return new RunData(
        null,
        new Subjects(1, List.of(), List.of(), List.of()),
        new Verdicts(1, 1, cells()),
        new Measurements(1, 1, List.of(MEASUREMENT)),
        List.of(
            new BenchScore(
                "B.walk",
                "avgt",
                Map.of("strategy", "a"),
                1.5,
                Double.NaN,
                "ns/op",
                forks,
                3,
                List.of(1.5),
                Map.of())),
        PROPOSALS,
        List.of(),
        Map.of(),
        null,
        null,
        null,
        List.of("manifest.json is missing"),
        null);
  }

  private static String markdown(int forks) {
    return new MarkdownReport().render(new PageBuilder(QemuOwners.bundled()).build(data(forks)));
  }

  @Test
  void table_ofManyStrategies_fits80Columns() {
    String text =
        new CompareText(Colour.OFF)
            .render(data(1), new Judge().judge(cells()), Path.of("results/x"));

    assertThat(text.lines().filter(line -> !line.contains("findings")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(text).contains("guest-eject-during-migration").contains("25 cells: 12 holds");
  }

  @Test
  void proposal_ofAStrategy_isRenderedWithWhatIsComputed() {
    assertThat(markdown(1))
        .contains("## What we would merge", "It **works** because of `this`.", "a guard")
        .contains("1.5 ns/op", "struct Node {")
        .contains("waiting excludes returning", "not confirmed by the explorer", "the way out")
        .doesNotContain("{{");
  }

  @Test
  void measurements_ofLongNames_areNotCut() {
    String name = "bql-hold@ram-save-complete";
    Measurement one =
        new Measurement(
            "control-bql-everywhere",
            "as-is",
            "w",
            Map.of("speed", "max"),
            List.of(
                new OperationMeasurement(name, "ns", 9, 1, 900, 2000, 3e6, 4e9, 5, 2),
                new OperationMeasurement("clear", "ns", 9, 1, 2, 3, 4, 5, 6, 2),
                new OperationMeasurement("clear-service", "ns", 9, 1, 2, 3, 4, 5, 6, 2)),
            Map.of("refusals", 24.0),
            List.of(),
            0,
            false);
    String text = new MeasurementTable().text(List.of(one));
    String summary = new MeasurementTable().summary(List.of(one));

    assertThat(text).contains(name).doesNotContain("clear-service").contains("refusals 24");
    assertThat(summary).contains("control-bql-everywhere ").contains("as fast as possible");
    assertThat((text + summary).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void table_withoutColour_hasNoEscapes() {
    assertThat(new TerminalTable(Colour.OFF).render(cells(), List.of())).doesNotContain("\u001b");
    assertThat(new TerminalTable(Colour.ON).render(cells(), List.of())).contains("\u001b[31m");
  }

  @Test
  void mark_ofSeveralVariants_isTheWorst() {
    List<CellResult> two =
        List.of(
            Sample.cell("a", "s").build(),
            Sample.cell("a", "s")
                .variant("other")
                .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, false)
                .build());

    assertThat(Matrix.byScenario(two).rows()).containsEntry("s", List.of(Mark.UNDECLARED));
    assertThat(Matrix.byPromise(two).rows())
        .containsEntry("NO_DEADLOCK", List.of(Mark.UNDECLARED))
        .containsEntry("NO_USE_AFTER_FREE", List.of(Mark.HOLDS));
  }

  @Test
  void mark_ofAReportedPromise_holdsOnlyIfEveryCellIsProved() {
    CellResult proved =
        Sample.cell("a", "s")
            .promise(Promise.NO_DATA_RACE, PromiseStatus.HOLDS, Expectation.NOT_PROMISED)
            .build();
    CellResult unseen =
        Sample.cell("a", "t")
            .promise(
                Promise.NO_DATA_RACE, PromiseStatus.NOT_PROMISED_UNSEEN, Expectation.NOT_PROMISED)
            .build();

    assertThat(Matrix.byPromise(List.of(proved)).rows())
        .containsEntry("NO_DATA_RACE", List.of(Mark.HOLDS));
    assertThat(Matrix.byPromise(List.of(proved, unseen)).rows())
        .containsEntry("NO_DATA_RACE", List.of(Mark.UNSEEN));
  }

  @Test
  void markdown_showsScheduleAndCommand() {
    assertThat(markdown(1))
        .contains("```text\nmain | migration\n```")
        .contains("harness replay TOKEN")
        .contains("- manifest.json is missing")
        .contains("### 14. Or is the author over-worried?")
        .contains("quick run: does not rank");
  }

  @Test
  void markdown_ofManyForks_mayRank() {
    assertThat(markdown(9)).doesNotContain("does not rank");
  }

  @Test
  void markdown_escapesTextFromOutside() {
    assertThat(markdown(1)).contains("\\<script\\>").doesNotContain("| <script>");
  }

  @Test
  void markdown_fence_isLongerThanItsText() {
    assertThat(new Markdown().fence("```\nx").toString()).startsWith("````text\n");
  }

  @Test
  void csv_neverHoldsAFormula() {
    String csv = new CsvReport().render(data(1));

    assertThat(csv).contains("measurement,'=cmd|' /C calc'!A0,");
    assertThat(CsvReport.field("+1")).isEqualTo("'+1");
    assertThat(CsvReport.field("-1")).isEqualTo("'-1");
    assertThat(CsvReport.field("@x")).isEqualTo("'@x");
    assertThat(CsvReport.field("\tx")).isEqualTo("'\tx");
    assertThat(CsvReport.field("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    assertThat(csv.lines()).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(27));
  }
}
