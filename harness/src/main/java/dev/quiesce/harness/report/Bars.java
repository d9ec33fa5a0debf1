package dev.quiesce.harness.report;

import java.util.List;
import java.util.stream.Stream;

/** The bars that the measured code must reach on a machine with two cores. */
final class Bars {
  private static final String SECTION = "ReadSectionBenchmark.";
  private static final String WALK = "WalkBenchmark.";
  private static final String SEAM = "SeamBenchmark.";
  private static final String GRACE = "GracePeriodBenchmark.";
  private static final String P50 = "p50Nanos";
  private static final String P99 = "p99Nanos";
  private static final String[] SIXTEEN = {"listeners", "16"};
  private static final String[] MANY = {"listeners", "172"};

  private Bars() {}

  static List<Bar> all() {
    return Stream.of(sections(), walks(), grace(), others()).flatMap(List::stream).toList();
  }

  /**
   * The yardstick of the second is a loop around sections, so it and what goes with it are loops
   * too; around a single section JMH's own loop counts.
   */
  private static List<Bar> sections() {
    return List.of(
        Bar.ceiling("empty section, membarrier, handle", "ns", 1.3, s -> s.score(SECTION + "memb"))
            .beside("ReentrantReadWriteLock", s -> s.score(SECTION + "readWriteLock")),
        Bar.ratio(
            "the same, in a loop as the yardstick's",
            "ns",
            1.0,
            s -> s.score(SECTION + "membInALoop"),
            "liburcu memb",
            s -> s.foreign("memb.section.ns")),
        Bar.ceiling(
                "the same, one thread-local look-up",
                "ns",
                2.3,
                s -> s.score(SECTION + "membThreadLocalInALoop"))
            .beside("the look-up alone", s -> s.score(SECTION + "threadLocal")),
        Bar.ceiling("empty section, fenced", "ns", 7, s -> s.score(SECTION + "fenced"))
            .beside("QEMU's algorithm", s -> s.score(SECTION + "qemu")));
  }

  private static List<Bar> walks() {
    return List.of(
        walk("walk of 16, callback, membarrier", 1.03, "callMemb", "callUnprotected", SIXTEEN),
        walk("walk of 16, callback, fenced", 1.03, "callFenced", "callUnprotected", SIXTEEN),
        walk("walk of 16, addition, membarrier", 1.15, "sumMemb", "sumUnprotected", SIXTEEN),
        walk("walk of 172, callback, membarrier", 1.03, "callMemb", "callUnprotected", MANY),
        walk("walk of 172, callback, fenced", 1.03, "callFenced", "callUnprotected", MANY),
        twoWalkers("two walkers, membarrier: scaling", "callMemb"),
        twoWalkers("two walkers, fenced: scaling", "callFenced"),
        Bar.ceiling(
            "allocation per walk",
            "B",
            0.01,
            s -> s.secondary(WALK + "callMemb", "gc.alloc.rate.norm", SIXTEEN)));
  }

  private static Bar walk(
      String figure, double bar, String ours, String unprotected, String[] params) {
    return Bar.ratio(
        figure,
        "ns",
        bar,
        s -> s.score(WALK + ours, params),
        "unprotected",
        s -> s.score(WALK + unprotected, params));
  }

  private static Bar twoWalkers(String figure, String ours) {
    return new Bar(
        figure,
        "x",
        s -> s.scaling(WALK + ours, WALK + ours + "ByTwo", SIXTEEN),
        "unprotected",
        s -> s.scaling(WALK + "callUnprotected", WALK + "callUnprotectedByTwo", SIXTEEN),
        0.97,
        true,
        false);
  }

  private static List<Bar> grace() {
    String[] one = {"domain", "memb", "readers", "1"};
    String[] four = {"domain", "memb", "readers", "4"};
    String[] sixteen = {"domain", "memb", "readers", "16"};
    return List.of(
        Bar.ceiling(
                "synchronize, 1 busy reader, p50",
                "ns",
                17_000,
                s -> s.secondary(GRACE + "backToBack", P50, one))
            .beside("liburcu memb", s -> s.foreign("memb.synchronize.p50.ns")),
        Bar.floor(
                "grace periods/s, 4 busy readers",
                "/s",
                25_000,
                s -> s.score(GRACE + "backToBack", four))
            .beside(
                "QEMU's algorithm",
                s -> s.score(GRACE + "backToBack", "domain", "qemu", "readers", "4")),
        Bar.floor(
                "grace periods/s, 16 busy readers, paced",
                "/s",
                600,
                s -> s.score(GRACE + "paced", sixteen))
            .beside(
                "QEMU's algorithm",
                s -> s.score(GRACE + "paced", "domain", "qemu", "readers", "16")),
        Bar.ceiling(
                "the same, p99 of one",
                "ns",
                6_000_000,
                s -> s.secondary(GRACE + "paced", P99, sixteen))
            .beside(
                "QEMU's algorithm",
                s -> s.secondary(GRACE + "paced", P99, "domain", "qemu", "readers", "16")));
  }

  private static List<Bar> others() {
    String lag = "CallbackBenchmark.lag";
    String[] memb = {"domain", "memb", "batching", "prompt"};
    String wakeUp = "CallbackBenchmark.wakeUp";
    return List.of(
        Bar.ceiling("callRcu to callback, idle, p50", "ns", 5_000, s -> s.secondary(lag, P50, memb))
            .beside("waking a thread", s -> s.secondary(wakeUp, P50)),
        Bar.ceiling(
                "callRcu to callback, idle, p99", "ns", 50_000, s -> s.secondary(lag, P99, memb))
            .beside("waking a thread", s -> s.secondary(wakeUp, P99)),
        Bar.ratio(
            "seam, walk of 16",
            "ns",
            1.03,
            s -> s.score(SEAM + "walkSeam", SIXTEEN),
            "VarHandles",
            s -> s.score(SEAM + "walkDirect", SIXTEEN)),
        Bar.ratio(
            "seam, section with fences",
            "ns",
            1.05,
            s -> s.score(SEAM + "sectionSeam", SIXTEEN),
            "VarHandles",
            s -> s.score(SEAM + "sectionDirect", SIXTEEN)),
        Bar.ratio(
            "seam, section without fences",
            "ns",
            1.05,
            s -> s.score(SEAM + "unfencedSectionSeam", SIXTEEN),
            "VarHandles",
            s -> s.score(SEAM + "unfencedSectionDirect", SIXTEEN)),
        Bar.floor(
            "recorded storm parsed",
            "lines/s",
            1_000_000,
            s -> s.secondary("StormBenchmark.parse", "perSecond")),
        Bar.floor(
            "recorded storm replayed",
            "events/s",
            300_000,
            s -> s.secondary("StormBenchmark.replay", "perSecond")));
  }
}
