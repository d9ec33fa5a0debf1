package dev.quiesce.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Ingredients;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.workload.BundledWorkloads;
import dev.quiesce.harness.workload.OperationKind;
import dev.quiesce.harness.workload.ThreadRole;
import dev.quiesce.harness.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays at full speed: everything is done or accounted for, and nothing leaks. */
class ReplayerTest {
  private static final Set<Ingredient> SAFE =
      Set.of(
          Ingredients.RCU_LISTENER_LISTS,
          Ingredients.READ_LOCK_IN_CLEAR,
          Ingredients.DEFERRED_FREE,
          Ingredients.DEFERRED_CLEAR);

  private static final ReplaySettings HURRIED =
      ReplaySettings.RECORDED.atSpeed(ReplaySettings.MAX_SPEED).with(Batching.PROMPT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "appendix_a_qtest",
        "kvm_unplug_during_migration",
        "tcg_unplug_during_migration",
        "migration_default_shift",
        "stock_trace"
      })
  void replay_ofBundledWorkload_doesEveryOperationAndLeaksNothing(String id) throws Exception {
    Workload workload = workload(id);

    ReplayReport report = run(workload, HURRIED, SAFE);

    assertThat(report.failure()).isEmpty();
    assertThat(report.skipped()).isEmpty();
    assertThat(report.leakedBlocks()).isZero();
    assertThat(sum(report.done(), report.implied())).isEqualTo(operations(workload));
    long clears = report.done().getOrDefault(OperationKind.CLEAR_DIRTY_BITMAP, 0L);
    assertThat(report.operation(MeasuredOperation.CLEAR).map(clear -> clear.count()).orElse(0L))
        .isEqualTo(clears);
  }

  @Test
  void replay_ofKvmUnplug_callsLogClearOfThePermanentListener() throws Exception {
    ReplayReport report =
        run(workload("kvm_unplug_during_migration"), HURRIED.with(ClearCost.NONE), SAFE);

    double calls = report.gauge("listener-callbacks-per-second") * report.gauge("seconds");
    assertThat(calls).isGreaterThan(8192);
    assertThat(report.gauge(MeasuredOperation.BACKLOG)).isPositive();
    assertThat(report.operation(MeasuredOperation.RETIRE_TO_FREE).orElseThrow().count())
        .isEqualTo(24);
    assertThat(report.operation("bql-hold@eject").orElseThrow().count()).isEqualTo(24);
  }

  @Test
  void drain_insideEject_isCountedAsSelfDeadlockAndTheRunGoesOn() throws Exception {
    Workload workload = workload("appendix_a_qtest");

    ReplayReport report =
        run(workload, HURRIED, Set.of(Ingredients.RCU_LISTENER_LISTS, Ingredients.WAIT_DRAIN));

    assertThat(report.failure()).isEmpty();
    assertThat(report.gauge("self-deadlocks")).isEqualTo(25);
    assertThat(report.skipped()).containsEntry(OperationKind.UNREGISTER_LISTENER, 25L);
    assertThat(report.notes()).anyMatch(note -> note.contains("drain_call_rcu()"));
    assertThat(report.leakedBlocks()).isZero();
    Map<OperationKind, Long> all = sum(sum(report.done(), report.implied()), report.skipped());
    assertThat(all).isEqualTo(operations(workload));
  }

  @Test
  void unregister_refusedWhileMigrating_isRetriedAfterTheMigration() throws Exception {
    Workload workload = workload("kvm_unplug_during_migration");

    ReplayReport report =
        new Replayer(workload, HURRIED, Optional.empty()).run(vm -> new Refusing(vm, SAFE));

    assertThat(report.failure()).isEmpty();
    assertThat(report.gauge(MeasuredOperation.REFUSALS)).isEqualTo(24);
    assertThat(report.operation("postponed").orElseThrow().count()).isEqualTo(24);
    assertThat(sum(report.done(), report.implied())).isEqualTo(operations(workload));
    assertThat(report.leakedBlocks()).isZero();
  }

  @Test
  void replay_thatMakesNoProgress_isGivenUpWithAThreadDump() throws Exception {
    // Long enough for a busy machine to reach what hangs.
    ReplaySettings impatient = HURRIED.with(Duration.ofSeconds(3));
    Workload workload = workload("appendix_a_qtest");

    ReplayReport report =
        new Replayer(workload, impatient, Optional.empty()).run(vm -> new Hanging(vm, SAFE));

    assertThat(report.failure().orElseThrow()).contains("main", "Hanging.unregister");
    assertThat(report.gauge("failed")).isEqualTo(1);
  }

  @Test
  void replay_withDirectory_writesOneIntervalLogPerOperation(@TempDir Path directory)
      throws Exception {
    Workload workload = workload("stock_trace");

    ReplayReport report =
        new Replayer(workload, HURRIED, Optional.of(directory))
            .run(vm -> new QemuProtocol(vm, SAFE));

    Path log = directory.resolve("clear.hlog");
    assertThat(log).exists();
    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      EncodableHistogram first = reader.nextIntervalHistogram();
      assertThat(first.getMaxValueAsDouble()).isPositive();
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("unregister.hlog", "commit.hlog", "eject.hlog");
    }
    assertThat(report.failure()).isEmpty();
  }

  @Test
  void replay_atTenTimesTheSpeed_keepsRecordedOrderAndMeasuresDrift() throws Exception {
    ReplaySettings fast = ReplaySettings.RECORDED.atSpeed(10);

    ReplayReport report = run(workload("stock_trace"), fast, SAFE);

    assertThat(report.failure()).isEmpty();
    assertThat(report.gauge("seconds")).isBetween(0.04, 5.0);
    assertThat(report.operation("drift").orElseThrow().count()).isPositive();
  }

  private static ReplayReport run(
      Workload workload, ReplaySettings settings, Set<Ingredient> ingredients) throws Exception {
    return new Replayer(workload, settings, Optional.empty())
        .run(vm -> new QemuProtocol(vm, ingredients));
  }

  static Workload workload(String id) throws Exception {
    return BundledWorkloads.read(BundledWorkloads.find(id).orElseThrow()).workload();
  }

  /** What QEMU's threads did. */
  private static Map<OperationKind, Long> operations(Workload workload) {
    Map<OperationKind, Long> counts = new EnumMap<>(OperationKind.class);
    workload.threads().stream()
        .filter(track -> track.role() != ThreadRole.DRIVER)
        .flatMap(track -> track.operations().stream())
        .forEach(operation -> counts.merge(operation.kind(), 1L, Long::sum));
    return counts;
  }

  private static Map<OperationKind, Long> sum(
      Map<OperationKind, Long> a, Map<OperationKind, Long> b) {
    Map<OperationKind, Long> sum = new EnumMap<>(OperationKind.class);
    sum.putAll(a);
    b.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    return sum;
  }

  /** Refuses every unregister while a migration runs. */
  private static final class Refusing extends QemuProtocol {
    private boolean migrating;

    Refusing(Vm vm, Set<Ingredient> ingredients) {
      super(vm, ingredients);
    }

    @Override
    public Unregistration unregister(
        QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
      if (migrating && refusable) {
        throw new RefusedException("not while a migration runs");
      }
      return super.unregister(self, listener, refusable, replay);
    }

    @Override
    public void migrationStarts(QemuThread self) {
      migrating = true;
    }

    @Override
    public void migrationEnded(QemuThread self) {
      migrating = false;
    }
  }

  /** Never comes back from an unregister, with the BQL held. */
  private static final class Hanging extends QemuProtocol {
    private final CountDownLatch never = new CountDownLatch(1);

    Hanging(Vm vm, Set<Ingredient> ingredients) {
      super(vm, ingredients);
    }

    @Override
    public Unregistration unregister(
        QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Unregistration.DONE;
    }
  }
}
