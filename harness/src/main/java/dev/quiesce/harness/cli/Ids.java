package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Catalogue;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.catalogue.Planner;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.WorkloadLibrary;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** What completion offers where an option takes ids; each list is that of {@code harness list}. */
final class Ids {
  private Ids() {}

  /** Strategies and the words for several. */
  static final class Strategies implements Iterable<String> {
    private final Catalogues catalogues;

    @Inject
    Strategies(Catalogues catalogues) {
      this.catalogues = catalogues;
    }

    @Override
    public Iterator<String> iterator() {
      List<String> words = List.of(Catalogue.ALL, Catalogue.FIXES, Catalogue.CONTROLS);
      return Stream.concat(words.stream(), catalogues.builtIn().ids().stream()).iterator();
    }
  }

  /** Scenarios. */
  static final class Scenarios implements Iterable<String> {
    private final Planner planner;

    @Inject
    Scenarios(Planner planner) {
      this.planner = planner;
    }

    @Override
    public Iterator<String> iterator() {
      return planner.scenarios().stream().map(ScenarioInfo::id).iterator();
    }
  }

  /** Bundled recordings. */
  static final class Workloads implements Iterable<String> {
    private final WorkloadLibrary library;

    @Inject
    Workloads(WorkloadLibrary library) {
      this.library = library;
    }

    @Override
    public Iterator<String> iterator() {
      return library.bundled().stream().map(WorkloadLibrary.Entry::id).iterator();
    }
  }
}
