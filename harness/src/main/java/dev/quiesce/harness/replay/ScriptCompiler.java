package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.OperationKind;
import dev.quiesce.harness.workload.ThreadRole;
import dev.quiesce.harness.workload.ThreadTrack;
import dev.quiesce.harness.workload.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns a workload into a {@link Program}. */
final class ScriptCompiler {
  private final Workload workload;
  private final ClearCost clearCost;
  private final MigrationPlan plan;
  private final Milestones milestones;
  private final Causes causes;
  private final Map<OperationKind, Long> implied = new EnumMap<>(OperationKind.class);
  private final Map<OperationKind, Long> notes = new EnumMap<>(OperationKind.class);

  private ScriptCompiler(Workload workload, ClearCost clearCost) {
    this.workload = workload;
    this.clearCost = clearCost;
    this.plan = MigrationPlan.of(workload);
    this.milestones = milestones(workload, plan.migrations());
    this.causes = new Causes(workload, plan, milestones);
  }

  /** The numbering of milestones of a workload. */
  static Milestones milestones(Workload workload, int migrations) {
    return new Milestones(workload.listeners().size(), workload.addressSpaces().size(), migrations);
  }

  static Program compile(Workload workload, ClearCost clearCost) {
    return new ScriptCompiler(workload, clearCost).compile();
  }

  private Program compile() {
    List<Script> scripts = new ArrayList<>();
    long first = Long.MAX_VALUE;
    for (ThreadTrack track : workload.threads()) {
      if (track.role() == ThreadRole.DRIVER) {
        track.operations().forEach(operation -> notes.merge(operation.kind(), 1L, Long::sum));
        continue;
      }
      Script script = new ThreadCompiler(this, track).compile();
      if (script.size() > 0) {
        scripts.add(script);
        first = Math.min(first, script.at(0));
      }
    }
    int unfinished = 0;
    for (int migration = 0; migration < plan.migrations(); migration++) {
      unfinished += plan.ends(migration) ? 0 : 1;
    }
    return new Program(
        scripts,
        implied,
        notes,
        causes.earlySpaces(),
        plan.migrations(),
        unfinished,
        scripts.isEmpty() ? 0 : first);
  }

  void imply(OperationKind kind) {
    implied.merge(kind, 1L, Long::sum);
  }

  void note(OperationKind kind) {
    notes.merge(kind, 1L, Long::sum);
  }

  Workload workload() {
    return workload;
  }

  ClearCost clearCost() {
    return clearCost;
  }

  MigrationPlan plan() {
    return plan;
  }

  Milestones milestones() {
    return milestones;
  }

  Causes causes() {
    return causes;
  }
}
