package dev.quiesce.harness.mtree;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code harness mtree}: renders an {@code info mtree} text and, if asked, compares the outcome
 * with QEMU's own flat views.
 */
public final class MtreeOracle {
  private final MtreeRules rules;

  /** An oracle with the names of QEMU 7.2's source. */
  public MtreeOracle() {
    this(MtreeRules.qemu());
  }

  /** An oracle with other names. */
  public MtreeOracle(MtreeRules rules) {
    this.rules = rules;
  }

  /**
   * Reads, renders and compares.
   *
   * @param tree output of {@code info mtree}, best with {@code -D}
   * @param expected output of {@code info mtree -f} of the same moment
   * @throws MtreeFormatException if a file cannot be read or is not such output; exit code 2
   */
  public MtreeResult run(Path tree, Optional<Path> expected) {
    return run(MtreeText.read(tree), expected.map(MtreeText::read));
  }

  MtreeResult run(MtreeText tree, Optional<MtreeText> expected) {
    Optional<List<PrintedView>> qemus = expected.map(FlatParser::parse);
    Machine machine = MachineBuilder.build(tree.file(), tree, rules);
    List<PrintedView> views = machine.flatViews();
    MtreeComparison.Outcome outcome =
        qemus
            .map(list -> MtreeComparison.compare(list, views, machine.assumptions()))
            .orElse(new MtreeComparison.Outcome(0, 0, List.of()));
    return new MtreeResult(
        tree.file(),
        verdict(expected.isPresent(), outcome.differences(), machine.incomplete()),
        views.size(),
        views.stream().mapToInt(view -> view.ranges().size()).sum(),
        outcome.views(),
        outcome.ranges(),
        outcome.differences().stream().filter(d -> !d.isUndecidable()).toList(),
        outcome.differences().stream().filter(Difference::isUndecidable).toList(),
        machine.assumptions(),
        rules.sentences(),
        views);
  }

  private static MtreeResult.Outcome verdict(
      boolean compared, List<Difference> differences, boolean incomplete) {
    if (!compared) {
      return MtreeResult.Outcome.RENDERED;
    }
    if (!differences.isEmpty()) {
      return MtreeResult.Outcome.DIFFERS;
    }
    return incomplete ? MtreeResult.Outcome.EQUAL_BY_ASSUMPTION : MtreeResult.Outcome.EQUAL;
  }
}
