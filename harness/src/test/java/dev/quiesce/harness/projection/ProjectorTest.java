package dev.quiesce.harness.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.report.SampleRun;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.ProjectedHost;
import dev.quiesce.harness.result.Projection;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.rundir.RunData;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the simulation makes of the reference run. */
class ProjectorTest {
  private static final ProjectedHost SMALL = new ProjectedHost(2, 27, 2, 100);
  private static final ProjectedHost LARGE = new ProjectedHost(64, 172, 512, 1000);

  private static Projection projection;

  @BeforeAll
  static void project() throws Exception {
    projection = projector().project("reference", SampleRun.data(), List.of(SMALL, LARGE));
  }

  private static Projector projector() throws Exception {
    return new Projector(BqlWindow.bundled(), 1);
  }

  private static Map<String, Projection.Point> on(ProjectedHost host) {
    return projection.points().stream()
        .filter(point -> point.host().equals(host))
        .collect(Collectors.toMap(Projection.Point::strategy, Function.identity()));
  }

  @Test
  void project_everyMeasuredStrategy_isOnEveryHostOrNamedAsLeftOut() {
    List<String> measured =
        SampleRun.data().measurements().measurements().stream()
            .map(Measurement::strategy)
            .distinct()
            .toList();

    assertThat(measured)
        .allSatisfy(
            id ->
                assertThat(
                        (on(SMALL).containsKey(id) && on(LARGE).containsKey(id))
                            || projection.notes().stream().anyMatch(one -> one.startsWith(id)))
                    .as(id)
                    .isTrue());
  }

  @Test
  void project_walksUnderTheBql_waitAndOthersDoNot() {
    Map<String, Projection.Point> points = on(LARGE);
    double alone = points.get("control-unfixed").walk().p99Ns();

    assertThat(points.get("control-bql-everywhere").walk().p99Ns()).isGreaterThan(1.3 * alone);
  }

  @Test
  void project_moreVcpusAndListeners_holdTheBqlLonger() {
    assertThat(on(LARGE))
        .allSatisfy(
            (id, point) ->
                assertThat(point.bqlUtilisation())
                    .isGreaterThan(on(SMALL).get(id).bqlUtilisation()));
  }

  @Test
  void project_theSameSeed_isTheSameAgain() throws Exception {
    assertThat(projector().project("reference", SampleRun.data(), List.of(SMALL, LARGE)))
        .isEqualTo(projection);
  }

  @Test
  void checks_always_compareWithRecordedAndMeasuredWaits() {
    assertThat(projection.checks())
        .extracting(Projection.Check::what)
        .anyMatch(what -> what.startsWith("recorded window 1"))
        .anyMatch(what -> what.startsWith("replay of"));
    // Within an order of magnitude where there is something to average over.
    assertThat(projection.checks())
        .filteredOn(check -> check.what().contains("of cpu"))
        .allSatisfy(check -> assertThat(check.ratio()).isBetween(0.1, 10.0));
  }

  @Test
  void project_runWithoutMeasurements_isRefusedWithARemedy() {
    RunData data = SampleRun.data();
    RunData none =
        new RunData(
            data.manifest(),
            data.subjects(),
            data.verdicts(),
            new Measurements(Measurements.SCHEMA, 1, List.of()),
            data.scores(),
            data.proposals(),
            data.latencies(),
            data.hashes(),
            data.ablations(),
            data.torture(),
            null,
            data.gaps(),
            data.endurance());

    assertThatThrownBy(() -> projector().project("empty", none, List.of(SMALL)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("harness compare");
  }
}
