package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.MemoryListener;
import org.jspecify.annotations.Nullable;

/**
 * One registration in a copied array.
 *
 * @param listener who is registered
 * @param space whose map it listens to
 * @param visits what keeps the owner while walks are in it; null where nothing does
 */
record Entry(MemoryListener listener, AddressSpace space, @Nullable Visits visits) {}
