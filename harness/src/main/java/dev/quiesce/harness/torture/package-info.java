/**
 * Real threads, real delays and faults against each strategy, in the manner of the kernel's
 * rcutorture: what exploration proves of small scenarios is tried here on the machine itself.
 */
@NullMarked
package dev.quiesce.harness.torture;

import org.jspecify.annotations.NullMarked;
