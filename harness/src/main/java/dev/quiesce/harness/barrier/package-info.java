/** The native half of the asymmetric barrier: {@code membarrier(2)}, and the choice at start. */
@NullMarked
package dev.quiesce.harness.barrier;

import org.jspecify.annotations.NullMarked;
