/** Solution A of the thread: release every owner of a memory listener with {@code g_free_rcu}. */
@NullMarked
package dev.quiesce.strategy.gfreercu;

import org.jspecify.annotations.NullMarked;
