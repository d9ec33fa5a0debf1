package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.MemoryListener;
import org.jspecify.annotations.Nullable;

/**
 * One registration in a copied array.
 *
 * @param listener who is registered
 * @param space whose map it listens to
 * @param count of the visits in progress, in the owner's storage; null where none is kept
 */
record Entry(MemoryListener listener, AddressSpace space, @Nullable VisitCount count) {}
