package dev.quiesce.harness.bench;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.harness.barrier.Barriers;

/** The RCU domains of benchmarks, by the value of a parameter. */
final class BenchDomain {
  /** The fast domain, membarrier flavour. */
  static final String MEMB = "memb";

  /** The fast domain, fenced flavour. */
  static final String FENCED = "fenced";

  /** QEMU's own algorithm. */
  static final String QEMU = "qemu";

  private BenchDomain() {}

  static RcuDomain create(String name, Bql bql, Batching batching) {
    return switch (name) {
      case MEMB -> new FastRcu(bql, batching, Barriers.of("membarrier").barrier());
      case FENCED -> new FastRcu(bql, batching, AsymmetricBarrier.fenced());
      case QEMU -> new QemuRcu(bql, batching);
      default ->
          throw new IllegalArgumentException("domain " + name + ": use memb, fenced or qemu");
    };
  }
}
