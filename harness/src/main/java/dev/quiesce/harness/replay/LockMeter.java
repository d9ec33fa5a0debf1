package dev.quiesce.harness.replay;

import dev.quiesce.api.sync.LockObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Waits and holds of every lock by the place that took it. */
final class LockMeter implements LockObserver {
  private static final int DIGITS = 2;

  /** Grows by copying, so that readers need no lock; there are a dozen sites. */
  private volatile Site[] sites = {};

  /** One place that takes one lock. */
  static final class Site {
    final String lock;
    final String name;
    final Histogram waits = new ConcurrentHistogram(1, ThreadMeter.MAX_NS, DIGITS);
    final Histogram holds = new ConcurrentHistogram(1, ThreadMeter.MAX_NS, DIGITS);

    Site(String lock, String name) {
      this.lock = lock;
      this.name = name;
    }
  }

  @Override
  public void held(String lock, String site, long waitedNanos, long heldNanos) {
    Site at = find(lock, site);
    at.waits.recordValue(ThreadMeter.clamp(waitedNanos));
    at.holds.recordValue(ThreadMeter.clamp(heldNanos));
    if (Thread.currentThread() instanceof Carrier carrier && carrier.meter().inClear) {
      carrier.meter().waitedInClear += waitedNanos;
    }
  }

  private Site find(String lock, String name) {
    for (Site site : sites) {
      if (site.name.equals(name) && site.lock.equals(lock)) {
        return site;
      }
    }
    return add(lock, name);
  }

  private synchronized Site add(String lock, String name) {
    for (Site site : sites) {
      if (site.name.equals(name) && site.lock.equals(lock)) {
        return site;
      }
    }
    Site site = new Site(lock, name);
    Site[] more = Arrays.copyOf(sites, sites.length + 1);
    more[sites.length] = site;
    sites = more;
    return site;
  }

  /** The names of the locks that were taken. */
  List<String> locks() {
    List<String> names = new ArrayList<>();
    for (Site site : sites) {
      if (!names.contains(site.lock)) {
        names.add(site.lock);
      }
    }
    return names;
  }

  /** The places that took {@code lock}. */
  List<Site> sites(String lock) {
    return Arrays.stream(sites).filter(site -> site.lock.equals(lock)).toList();
  }
}
