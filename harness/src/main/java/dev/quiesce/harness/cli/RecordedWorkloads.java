package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Nearest;
import dev.quiesce.harness.recording.LogForm;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.Uprobes;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.WorkloadFacts;
import dev.quiesce.harness.result.WorkloadLibrary;
import dev.quiesce.harness.rundir.Hashes;
import dev.quiesce.harness.workload.Accounting;
import dev.quiesce.harness.workload.BundledWorkloads;
import dev.quiesce.harness.workload.ImportedWorkload;
import dev.quiesce.harness.workload.OperationKind;
import dev.quiesce.harness.workload.Overlap;
import dev.quiesce.harness.workload.Workload;
import dev.quiesce.harness.workload.WorkloadReader;
import dev.quiesce.harness.workload.WorkloadStatistics;
import dev.quiesce.harness.workload.WorkloadWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The recordings of the workload package, in the words of results. */
public final class RecordedWorkloads implements WorkloadLibrary {
  private static final double NANOS = 1e9;

  /** No state. */
  public RecordedWorkloads() {}

  @Override
  public List<Entry> bundled() {
    return BundledWorkloads.list().stream()
        .map(one -> new Entry(one.id(), one.description()))
        .toList();
  }

  @Override
  public WorkloadFacts facts(String workload) {
    Optional<BundledWorkloads.Bundled> bundled = BundledWorkloads.find(workload);
    try {
      if (bundled.isPresent()) {
        return facts(
            workload, bundled.get().description(), BundledWorkloads.read(bundled.get()).workload());
      }
      Path file = Path.of(workload);
      if (!Files.exists(file)) {
        throw Nearest.unknown("workload", workload, bundled().stream().map(Entry::id).toList());
      }
      return facts(workload, "a file", WorkloadReader.read(file).workload());
    } catch (RecordingException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String hash(String workload) {
    Optional<BundledWorkloads.Bundled> bundled = BundledWorkloads.find(workload);
    try (InputStream in =
        bundled.isPresent()
            ? Objects.requireNonNull(
                BundledWorkloads.class.getResourceAsStream(
                    "/workloads/" + bundled.get().fileName()))
            : Files.newInputStream(Path.of(workload))) {
      return Hashes.of(in);
    } catch (IOException e) {
      throw new UsageException(workload + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public List<String> probes() {
    return Uprobes.definitions();
  }

  @Override
  public String importLog(Path log, boolean ofPerf, Path workload) {
    try {
      ImportedWorkload imported = WorkloadReader.read(log, ofPerf ? LogForm.PERF : LogForm.QEMU);
      WorkloadWriter.write(imported.workload(), workload);
      return account(imported);
    } catch (RecordingException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException("cannot write " + workload + ": " + e.getMessage());
    }
  }

  private static String account(ImportedWorkload imported) {
    Accounting accounting = imported.accounting();
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%d lines: %d used, %d ignored, %d unknown; %d operations%n",
            accounting.lines(),
            accounting.used(),
            accounting.ignoredLines(),
            accounting.unknownLines(),
            imported.workload().operationCount()));
    accounting
        .ignored()
        .forEach(
            (rule, lines) ->
                out.append("ignored: ").append(rule).append(' ').append(lines).append('\n'));
    accounting
        .unknown()
        .forEach(
            (event, lines) ->
                out.append("unknown event: ").append(event).append(' ').append(lines).append('\n'));
    accounting
        .absent()
        .forEach(absent -> out.append("absent: ").append(absent.sentence()).append('\n'));
    accounting.notes().forEach(note -> out.append("note: ").append(note).append('\n'));
    return out.append(content(imported.workload())).toString();
  }

  /** What a replay will have of it. */
  private static String content(Workload workload) {
    WorkloadStatistics statistics = WorkloadStatistics.of(workload);
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "workload: %.3f s, %d registrations, %d unregistrations (%d during a migration),"
                + " %d clear walks, %d commits that changed the map%n",
            workload.meta().durationNs() / NANOS,
            statistics.count(OperationKind.REGISTER_LISTENER),
            statistics.count(OperationKind.UNREGISTER_LISTENER),
            statistics.unregistersWhileMigrating(),
            statistics.count(OperationKind.CLEAR_DIRTY_BITMAP),
            statistics.commitsWithNewView()));
    for (WorkloadStatistics.Migration one : statistics.migrations()) {
      out.append(
          String.format(
              Locale.ROOT,
              "workload: a migration of %.3f s that ended as %s%n",
              (one.toNs() - one.fromNs()) / NANOS,
              one.end().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    return out.toString();
  }

  private static WorkloadFacts facts(String name, String title, Workload workload) {
    WorkloadStatistics statistics = WorkloadStatistics.of(workload);
    List<Overlap> overlaps = workload.overlaps();
    Map<String, Long> counts = new LinkedHashMap<>();
    statistics
        .counts()
        .forEach(
            (kind, count) ->
                counts.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
    double migrating =
        statistics.migrations().stream().mapToLong(one -> one.toNs() - one.fromNs()).sum() / NANOS;
    long clears = statistics.count(OperationKind.CLEAR_DIRTY_BITMAP);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(
        WorkloadFacts.UNREGISTER_DURING_MIGRATION, (double) statistics.unregistersWhileMigrating());
    figures.put(WorkloadFacts.MIGRATION_SECONDS, migrating);
    figures.put(WorkloadFacts.CLEARS, (double) clears);
    if (migrating > 0) {
      figures.put(WorkloadFacts.CLEARS_PER_SECOND, clears / migrating);
    }
    figures.put(WorkloadFacts.OVERLAPS, (double) overlaps.size());
    figures.put(
        WorkloadFacts.OVERLAP_NS, (double) overlaps.stream().mapToLong(Overlap::overlapNs).sum());
    return new WorkloadFacts(name, title, workload.meta().durationNs() / NANOS, counts, figures);
  }
}
