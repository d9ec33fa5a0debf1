package dev.quiesce.harness.report;

import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.report.page.Page;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Projection;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run: the model that every rendering draws. */
public final class PageBuilder {
  private static final String TITLE =
      "Unregistering memory listeners: which fix is safe, and at what cost";

  private final QemuOwners facts;

  /** With the facts about QEMU's owners. */
  public PageBuilder(QemuOwners facts) {
    this.facts = facts;
  }

  /** The report of one run. */
  public Page build(RunData data) {
    return build(data, null);
  }

  /** The report of one run, and what changed against another. */
  public Page build(RunData data, @Nullable Baseline baseline) {
    List<CellResult> cells = data.verdicts().cells();
    CounterexamplesChapter counterexamples = new CounterexamplesChapter(cells);
    EvidenceChapter evidence = new EvidenceChapter(cells, counterexamples);
    EnvironmentChapters environment = new EnvironmentChapters(data);
    List<Section> sections = new ArrayList<>();
    sections.add(new AnswerChapter(data).section());
    if (baseline != null) {
      sections.add(new ChangesChapter(data, baseline).section());
    }
    sections.add(new StrategiesChapter(data, facts).section());
    new MergeChapter(data).section().ifPresent(sections::add);
    sections.add(counterexamples.section());
    sections.add(new MeasurementsChapter(data).section());
    sections.add(new BenchmarksChapter(data).section());
    Projection projection = data.projection();
    if (projection != null) {
      sections.add(new ProjectionChapter(projection).section());
    }
    sections.add(new TortureChapter(data.torture(), EffortBlocks.section(data)).section());
    sections.add(new QuestionsChapter(new Questions(data).answers()).section());
    sections.add(evidence.promises());
    sections.add(evidence.cells());
    sections.add(environment.threats());
    sections.add(environment.environment());
    return new Page(TITLE, lead(data.manifest()), sections);
  }

  private static String lead(@Nullable Manifest manifest) {
    return manifest == null
        ? "A run whose manifest is missing."
        : "Run of "
            + manifest.started()
            + ", profile "
            + manifest.profile()
            + ", commit "
            + manifest.build().commit()
            + ", seed "
            + manifest.seed()
            + ", on "
            + manifest.environment().cores()
            + " cores ("
            + manifest.environment().cpuModel()
            + ").";
  }
}
