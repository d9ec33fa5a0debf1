package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.report.page.Picture.Part;
import dev.quiesce.harness.report.page.Picture.Stack;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who waited for locks, and who held them, as sums over a replay by the site that took the lock.
 */
final class LockBlocks {
  private static final int SITES = 8;
  private static final String OTHERS = "other sites";
  private static final double MILLIS = 1e6;

  private LockBlocks() {}

  /** The picture of one kind of time; empty if no site was measured. */
  static Optional<Block> of(List<Measured> measured, String kind, String title) {
    Map<String, Double> totals = new LinkedHashMap<>();
    for (Measured one : measured) {
      // Both kinds, so that a site has one colour in both pictures.
      for (String either : List.of(MeasurementsChapter.WAIT, MeasurementsChapter.HOLD)) {
        bySite(one.repetitions().get(0), either)
            .forEach((site, millis) -> totals.merge(site, millis, Double::sum));
      }
    }
    if (totals.isEmpty()) {
      return Optional.empty();
    }
    List<String> sites =
        new ArrayList<>(
            totals.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SITES)
                .map(Map.Entry::getKey)
                .toList());
    if (totals.size() > sites.size()) {
      sites.add(OTHERS);
    }
    List<Stack> stacks = new ArrayList<>();
    StringBuilder summary = new StringBuilder(title).append(", sums in ms.");
    for (Measured one : measured) {
      double[] parts = new double[sites.size()];
      bySite(one.repetitions().get(0), kind)
          .forEach((site, millis) -> parts[place(sites, site)] += millis);
      List<Part> list = new ArrayList<>();
      double sum = 0;
      for (int i = 0; i < parts.length; i++) {
        list.add(new Part(i, parts[i]));
        sum += parts[i];
      }
      stacks.add(new Stack(one.name(), list));
      summary.append(' ').append(one.name()).append(": ").append(Evidence.number(sum)).append('.');
    }
    return Optional.of(
        new Block.Drawing(
            title, new Picture.Stacks(summary.toString(), "ms in all", sites, stacks)));
  }

  private static int place(List<String> sites, String site) {
    int known = sites.indexOf(site);
    return known < 0 ? sites.size() - 1 : known;
  }

  /** Lock and site → ms; an operation is called {@code bql-wait@commit}. */
  private static Map<String, Double> bySite(Measurement one, String kind) {
    Map<String, Double> millis = new LinkedHashMap<>();
    for (OperationMeasurement operation : one.operations()) {
      int at = operation.name().indexOf(kind + "@");
      if (at >= 0 && operation.count() > 0) {
        String lock = operation.name().substring(0, at);
        String site = operation.name().substring(at + kind.length() + 1);
        millis.merge(
            lock + ": " + site, operation.count() * operation.mean() / MILLIS, Double::sum);
      }
    }
    return millis;
  }
}
