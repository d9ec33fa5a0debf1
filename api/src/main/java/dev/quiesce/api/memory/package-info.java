/**
 * QEMU's memory map as data: the region tree, its rendering into flat views, and lookup in them.
 *
 * <p>Nothing here takes a lock. {@link dev.quiesce.api.memory.MemoryRegion} is mutable and belongs
 * to the BQL; everything rendered from it is immutable.
 */
@NullMarked
package dev.quiesce.api.memory;

import org.jspecify.annotations.NullMarked;
