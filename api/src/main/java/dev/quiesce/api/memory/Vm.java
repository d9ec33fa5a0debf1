package dev.quiesce.api.memory;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.RcuDomain;
import java.util.function.Function;

/**
 * What one machine is built on: one fresh object of each per execution.
 *
 * @param bql the big QEMU lock
 * @param rcu the RCU domain, not yet started
 * @param heap manually managed memory
 * @param mutexes makes a further lock of the given name; the harness measures through it
 * @param barrier the process's asymmetric barrier, for a strategy that announces its walks itself
 */
public record Vm(
    Bql bql, RcuDomain rcu, Heap heap, Function<String, Mutex> mutexes, AsymmetricBarrier barrier) {
  /** A machine with full fences on both sides of its barrier. */
  public Vm(Bql bql, RcuDomain rcu, Heap heap, Function<String, Mutex> mutexes) {
    this(bql, rcu, heap, mutexes, AsymmetricBarrier.fenced());
  }
}
