/**
 * Solution B of the thread: {@code rcu_read_lock_bql()}, which costs nothing to a thread that holds
 * the BQL.
 */
@NullMarked
package dev.quiesce.strategy.bqlrcuflavour;

import org.jspecify.annotations.NullMarked;
