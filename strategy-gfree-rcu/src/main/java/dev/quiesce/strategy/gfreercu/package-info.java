/** The {@code gfree-rcu} strategy. */
@NullMarked
package dev.quiesce.strategy.gfreercu;

import org.jspecify.annotations.NullMarked;
