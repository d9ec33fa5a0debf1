package dev.quiesce.harness.check;

import static dev.quiesce.harness.check.Story.MAIN;
import static dev.quiesce.harness.check.Story.MIGRATION;
import static dev.quiesce.harness.check.Story.VCPU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.explore.Waiting;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitCycleTest {
  private static Waiting waits(TaskInfo task, String what, TaskInfo... by) {
    List<String> holders = List.of(by).stream().map(one -> "held by " + one.name()).toList();
    return new Waiting(task, what, holders, false, List.of(by));
  }

  @Test
  void text_ofARing_goesRoundItAndNamesTheOthersAfter() {
    assertThat(
            new WaitCycle(
                    List.of(
                        waits(VCPU, "join main", MAIN),
                        waits(MAIN, "grace period ends", MIGRATION),
                        waits(MIGRATION, "lock BQL", MAIN)))
                .text())
        .isEqualTo(
            "deadlock: main waits at: grace period ends (held by migration)"
                + " -> migration waits at: lock BQL (held by main) -> main;"
                + " besides, vcpu waits at: join main (held by main)");
  }

  @Test
  void text_ofAWaitForItself_isARingOfOne() {
    assertThat(new WaitCycle(List.of(waits(MAIN, "lock BQL", MAIN))).text())
        .isEqualTo("deadlock: main waits at: lock BQL (held by main) -> main");
  }

  @Test
  void text_whereNobodyKnowsTheOtherEnd_listsWhoWaits() {
    Waiting daemon = new Waiting(VCPU, "wait for work", List.of(), true, List.of());
    assertThat(
            new WaitCycle(
                    List.of(waits(MAIN, "await done"), daemon, waits(MIGRATION, "lock x", MAIN)))
                .text())
        .isEqualTo(
            "deadlock: main waits at: await done; migration waits at: lock x (held by main)");
  }
}
