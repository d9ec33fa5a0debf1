package dev.quiesce.harness.torture;

import dev.quiesce.harness.result.TortureResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Whether a long run leaks: the footprint after its first rounds against that after its last ones,
 * as medians of a quarter of the rounds each. The rounds before that warm up. Not thread-safe.
 */
final class Soak {
  /** Rounds in which classes are loaded, code is compiled and pools grow. */
  static final int WARM_UP = 4;

  /** Fewer do not tell a leak from noise. */
  static final int FEWEST = 16;

  private static final int PARTS = 4;
  private static final double TENTH = 0.1;

  private final List<Footprint> footprints = new ArrayList<>();

  /**
   * Something that may leak.
   *
   * @param slack what it may grow by besides a tenth: collectors and allocators keep some
   */
  private record Kind(String name, String unit, ToLongFunction<Footprint> of, long slack) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("heap", " KiB", Footprint::heapKib, 2 << 10),
          new Kind("resident memory", " KiB", Footprint::residentKib, 16 << 10),
          new Kind("threads", "", Footprint::threads, 1),
          new Kind("file descriptors", "", Footprint::files, 1));

  /** Adds what was seen after a round. */
  void add(Footprint footprint) {
    footprints.add(footprint);
  }

  /** Adds the first and the last of everything to the counts, so that reports have them. */
  void addTo(Totals totals) {
    for (Kind kind : KINDS) {
      if (!footprints.isEmpty()) {
        totals.count(kind.name() + " at first" + bracketed(kind), first(kind));
        totals.count(kind.name() + " at last" + bracketed(kind), last(kind));
      }
    }
  }

  private static String bracketed(Kind kind) {
    return kind.unit().isEmpty() ? "" : "," + kind.unit();
  }

  /** What has grown; empty if nothing has, or if there were too few rounds to tell. */
  List<String> grown() {
    return isTellable()
        ? KINDS.stream()
            .filter(kind -> last(kind) > first(kind) * (1 + TENTH) + kind.slack())
            .map(this::change)
            .toList()
        : List.of();
  }

  /** A sentence for the notes. */
  Optional<String> note() {
    if (footprints.isEmpty()) {
      return Optional.empty();
    }
    String verdict =
        !isTellable()
            ? "%d rounds are too few to say whether that is flat (%d are not)"
                .formatted(footprints.size(), FEWEST)
            : grown().isEmpty() ? "flat" : "NOT FLAT";
    return Optional.of(
        TortureResult.FOOTPRINT
            + String.join(", ", KINDS.stream().map(this::change).toList())
            + ": "
            + verdict);
  }

  private boolean isTellable() {
    return footprints.size() >= FEWEST;
  }

  private String change(Kind kind) {
    return String.format(
        Locale.ROOT, "%s %d to %d%s", kind.name(), first(kind), last(kind), kind.unit());
  }

  private long first(Kind kind) {
    int from = isTellable() ? WARM_UP : 0;
    return median(kind, footprints.subList(from, from + quarter()));
  }

  private long last(Kind kind) {
    return median(kind, footprints.subList(footprints.size() - quarter(), footprints.size()));
  }

  private int quarter() {
    return isTellable() ? (footprints.size() - WARM_UP) / PARTS : 1;
  }

  private static long median(Kind kind, List<Footprint> some) {
    long[] sorted = some.stream().mapToLong(kind.of()).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
