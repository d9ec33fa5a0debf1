package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.report.page.Picture.Phase;
import dev.quiesce.harness.report.page.Picture.Weight;
import dev.quiesce.harness.report.svg.Drawings;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.result.ViolationKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SchedulesTest {
  private static final String TABLE =
      """
      step | main                                     | migration
         1 | lock BQL                                 |
         2 | unregister called victim                 |
         3 |                                          | walk begin (log_clear)
         4 |                                          | read memory_listeners.next -> victim.link
         5 | write memory_listeners.next = other.link |
         6 | unregister returned victim: DONE         |
         7 | free vfio <0>                            |
         8 |                                          | read victim.callbacks -> ?
      => use-after-free: read of victim.callbacks\
      """;

  private static Violation violation(ViolationKind kind, String message, String table) {
    return new Violation(Promise.NO_DEADLOCK, kind, Severity.CRASH, message, 8, "TOKEN", table);
  }

  private static Picture.Interleaving interleaving() {
    Violation violation =
        violation(ViolationKind.USE_AFTER_FREE, "use-after-free: read of victim.callbacks", TABLE);
    return Schedules.interleaving(violation).orElseThrow();
  }

  @Test
  void interleaving_ofATable_hasALaneForEachThread() {
    assertThat(interleaving().lanes()).containsExactly("main", "migration");
    assertThat(interleaving().steps()).hasSize(8);
    assertThat(interleaving().steps().get(3).lane()).isEqualTo(1);
  }

  @Test
  void interleaving_ofAnUnregister_followsTheLifeOfTheListener() {
    assertThat(interleaving().life()).isEqualTo("victim");
    assertThat(interleaving().steps().stream().map(Picture.Step::phase))
        .containsExactly(
            Phase.LINKED,
            Phase.LINKED,
            Phase.LINKED,
            Phase.LINKED,
            Phase.UNLINKED,
            Phase.UNLINKED,
            Phase.FREED,
            Phase.FREED);
  }

  @Test
  void interleaving_ofAUseAfterFree_marksTheAccessAndTheFree() {
    List<Picture.Step> steps = interleaving().steps();

    assertThat(steps.get(7).weight()).isEqualTo(Weight.LAST);
    assertThat(steps.get(6).weight()).isEqualTo(Weight.RACING);
    assertThat(steps.get(0).weight()).isEqualTo(Weight.MARKER);
  }

  @Test
  void drawing_ofAnInterleaving_keepsItsTextAsText() {
    assertThat(Drawings.svg(interleaving()))
        .contains(">unregister called victim</text>")
        .contains(">free vfio &lt;0&gt;</text>")
        .contains(">unlinked</text>")
        .isEqualTo(Drawings.svg(interleaving()));
  }

  @Test
  void interleaving_ofALongSchedule_leavesOutAccessesAndSaysHowMany() {
    StringBuilder table = new StringBuilder("step | main\n");
    for (int i = 1; i <= 100; i++) {
      table.append(String.format("%4d | read a.field -> %d%n", i, i));
    }
    table.append("=> it broke");
    Picture.Interleaving picture =
        Schedules.interleaving(violation(ViolationKind.LEAK, "it broke", table.toString()))
            .orElseThrow();

    assertThat(picture.steps()).hasSizeLessThan(50);
    assertThat(picture.steps()).anyMatch(step -> step.text().endsWith("accesses left out"));
    assertThat(picture.steps().get(picture.steps().size() - 1).number()).isEqualTo("100");
  }

  @Test
  void interleaving_ofOtherText_isNone() {
    assertThat(Schedules.interleaving(violation(ViolationKind.LEAK, "m", "main | other")))
        .isEmpty();
    assertThat(Schedules.text(violation(ViolationKind.LEAK, "m", "main | other")))
        .isEqualTo("main | other");
  }

  @Test
  void waitsFor_ofADeadlock_hasAnEdgeForEachWait() {
    Picture.WaitsFor graph =
        (Picture.WaitsFor)
            Schedules.waitsFor(
                    violation(
                        ViolationKind.DEADLOCK,
                        "deadlock: main waits at: grace period ends (a read section of cpu0); cpu0"
                            + " waits at: lock BQL (held by main)",
                        ""))
                .orElseThrow();

    assertThat(graph.waits())
        .containsExactly(
            new Picture.Wait("main", "grace period ends", "cpu0"),
            new Picture.Wait("cpu0", "lock BQL", "main"));
    assertThat(Drawings.svg(graph)).contains(">lock BQL</text>");
  }

  @Test
  void waitsFor_ofAThreadThatWaitsForItself_isALoop() {
    Picture.WaitsFor graph =
        (Picture.WaitsFor)
            Schedules.waitsFor(
                    violation(
                        ViolationKind.SELF_DEADLOCK,
                        "drain_call_rcu() inside a read section of main (depth 2): it would wait",
                        ""))
                .orElseThrow();

    assertThat(graph.waits()).containsExactly(new Picture.Wait("main", "drain_call_rcu()", "main"));
  }

  @Test
  void waitsFor_ofAnotherViolation_isNone() {
    assertThat(Schedules.waitsFor(violation(ViolationKind.LEAK, "a waits at: b", ""))).isEmpty();
  }
}
