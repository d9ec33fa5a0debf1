/**
 * Beyond the thread: walkers without the BQL go over nodes of the registry's own and take an active
 * reference for each call; unregister closes the node and waits for the calls in flight.
 */
@NullMarked
package dev.quiesce.strategy.activeref;

import org.jspecify.annotations.NullMarked;
