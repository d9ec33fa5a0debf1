package dev.quiesce.harness.torture;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;

/**
 * A listener that the torture has registered.
 *
 * @param owner its storage
 * @param listener in it
 * @param element the torture's own view of the registration
 */
record Registered(Owner owner, MemoryListener listener, Element element) {}
