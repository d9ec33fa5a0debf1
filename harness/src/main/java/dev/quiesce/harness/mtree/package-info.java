/**
 * Reads QEMU's {@code info mtree} text, builds the region tree again, renders it, and compares the
 * outcome with the flat views that QEMU printed itself.
 */
@NullMarked
package dev.quiesce.harness.mtree;

import org.jspecify.annotations.NullMarked;
