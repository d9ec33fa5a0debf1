package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.catalogue.Nearest;
import dev.quiesce.harness.catalogue.Planner;
import dev.quiesce.harness.mutant.Mutant;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.owner.OwnerRow;
import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.report.PromiseText;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.WorkloadLibrary;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what has an id. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists everything of a kind: id and title.",
    footer = {
      "",
      "Examples:",
      "  harness list strategies",
      "  harness list scenarios --format json",
      "  harness list owners"
    })
public final class ListCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String kind = "";

  @Option(names = "--plugin-path", split = ":", description = "Further strategies.")
  private List<Path> pluginPath = List.of();

  private final Catalogues catalogues;
  private final Planner planner;
  private final WorkloadLibrary library;
  private final Mutants mutants;

  @Inject
  ListCommand(Catalogues catalogues, Planner planner, WorkloadLibrary library, Mutants mutants) {
    this.catalogues = catalogues;
    this.planner = planner;
    this.library = library;
    this.mutants = mutants;
  }

  /** What there are lists of. */
  enum Kind {
    /** Fixes and controls. */
    STRATEGIES,
    /** Scenarios. */
    SCENARIOS,
    /** Bundled recordings. */
    WORKLOADS,
    /** Promises. */
    PROMISES,
    /** Planted bugs. */
    MUTANTS,
    /** Owners of listeners in QEMU. */
    OWNERS,
    /** Uprobes that {@code import --from perf} understands. */
    PROBES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return Arrays.stream(values())
          .filter(one -> one.toString().equals(text))
          .findFirst()
          .orElseThrow(() -> Nearest.unknown("kind", text, names()));
    }

    static List<String> names() {
      return Arrays.stream(values()).map(Kind::toString).toList();
    }
  }

  /** For completion and help. */
  static final class Kinds implements Iterable<String> {
    /** For picocli. */
    Kinds() {}

    @Override
    public Iterator<String> iterator() {
      return Kind.names().iterator();
    }
  }

  /**
   * One line of a list.
   *
   * @param id its id
   * @param title one line
   * @param more what belongs to it: forms, variants
   */
  record Entry(String id, String title, List<String> more) {}

  @Override
  public Integer call() {
    List<Entry> entries = entries();
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(entries);
          case MD ->
              entries.stream()
                  .map(one -> "- `" + one.id() + "` " + one.title() + more(one) + "\n")
                  .collect(Collectors.joining());
          case TEXT -> text(entries);
        });
    return 0;
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    switch (Kind.of(kind)) {
      case STRATEGIES -> {
        for (StrategyDescriptor one : catalogues.with(pluginPath).strategies()) {
          List<String> forms = one.forms().stream().map(Form::name).toList();
          entries.add(new Entry(one.id(), one.title(), forms));
        }
      }
      case SCENARIOS -> {
        for (ScenarioInfo one : planner.scenarios()) {
          entries.add(new Entry(one.id(), one.title(), one.variants()));
        }
      }
      case WORKLOADS ->
          library
              .bundled()
              .forEach(one -> entries.add(new Entry(one.id(), one.title(), List.of())));
      case PROMISES -> {
        for (Promise one : Promise.values()) {
          List<String> more = one.required() ? List.of("required") : List.of();
          entries.add(new Entry(one.name(), PromiseText.of(one), more));
        }
      }
      case MUTANTS -> {
        KillTimes times = KillTimes.kept();
        for (Mutant one : mutants.all()) {
          List<String> more = new ArrayList<>(List.of(one.killer().text()));
          times.of(one.id()).ifPresent(more::add);
          entries.add(new Entry(one.id(), one.what(), more));
        }
      }
      case OWNERS -> {
        for (OwnerRow one : QemuOwners.bundled().owners()) {
          String kind = one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
          List<String> more =
              List.of(kind, "unregistered: " + one.unregistered(), "freed: " + one.freed());
          entries.add(new Entry(one.id(), one.owner(), more));
        }
      }
      case PROBES -> library.probes().forEach(one -> entries.add(new Entry(one, "", List.of())));
    }
    return entries;
  }

  private static String text(List<Entry> entries) {
    int width = entries.stream().mapToInt(one -> one.id().length()).max().orElse(0);
    return entries.stream()
        .map(
            one ->
                (one.id() + " ".repeat(width + 2 - one.id().length()) + one.title() + more(one))
                        .stripTrailing()
                    + "\n")
        .collect(Collectors.joining());
  }

  private static String more(Entry entry) {
    return entry.more().isEmpty() ? "" : " [" + String.join(", ", entry.more()) + "]";
  }
}
