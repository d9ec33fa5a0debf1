/**
 * A simulation of hosts that are larger than the machine at hand, from recorded use of the BQL and
 * from measured costs. What comes out is labelled as simulated wherever it is shown.
 */
@NullMarked
package dev.quiesce.harness.projection;

import org.jspecify.annotations.NullMarked;
