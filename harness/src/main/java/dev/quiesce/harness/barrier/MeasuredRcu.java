package dev.quiesce.harness.barrier;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.RcuDomain;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which RCU domain a measuring process builds its machines on. */
public enum MeasuredRcu {
  /** QEMU's own algorithm: two full fences a section. */
  QEMU,
  /** The fast domain, in the flavour that the process has. */
  FAST;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every name. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(MeasuredRcu::id).toList();
  }

  /**
   * The domain of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MeasuredRcu of(String id) {
    return Arrays.stream(values())
        .filter(rcu -> rcu.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("rcu " + id + ": use one of " + ids()));
  }

  /** What a measurement says of itself: the name, and the flavour where there is a choice. */
  public String label(AsymmetricBarrier barrier) {
    return this == QEMU ? id() : id() + " " + barrier.flavour();
  }

  /** A new domain, not started. */
  public RcuDomain create(Bql bql, Batching batching, AsymmetricBarrier barrier) {
    return switch (this) {
      case QEMU -> new QemuRcu(bql, batching);
      case FAST -> new FastRcu(bql, batching, barrier);
    };
  }
}
