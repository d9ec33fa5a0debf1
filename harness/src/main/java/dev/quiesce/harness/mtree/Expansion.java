package dev.quiesce.harness.mtree;

import dev.quiesce.api.memory.MemoryRegion;
import java.util.Collection;
import java.util.IdentityHashMap;

/**
 * How many regions a rendering visits. Aliases of what holds aliases multiply: some hundred lines
 * can ask for more than a computer ever renders. Counting them is linear in the regions.
 */
final class Expansion {
  /** Visits of all views of one machine; the largest machines have some ten thousand regions. */
  static final long MOST = 200_000;

  private static final int DEEPEST = 256;

  private final IdentityHashMap<MemoryRegion, Long> visits = new IdentityHashMap<>();

  /** Visits of rendering each of these, at most a little more than {@link #MOST}. */
  long of(Collection<MemoryRegion> roots) {
    long sum = 0;
    for (MemoryRegion root : roots) {
      sum = Math.min(MOST + 1, sum + of(root, 0));
    }
    return sum;
  }

  /** The renderer reports what is nested too deep, or leads back to itself. */
  private long of(MemoryRegion region, int depth) {
    Long known = visits.get(region);
    if (known != null || depth > DEEPEST) {
      return known == null ? 1 : known;
    }
    visits.put(region, 1L);
    long sum = 1;
    if (region.isEnabled() && region.alias().isPresent()) {
      sum += of(region.alias().get(), depth + 1);
    } else if (region.isEnabled()) {
      for (MemoryRegion child : region.subregions()) {
        sum = Math.min(MOST + 1, sum + of(child, depth + 1));
      }
    }
    visits.put(region, sum);
    return sum;
  }
}
