/** The {@code bql-rcu-flavour} strategy. */
@NullMarked
package dev.quiesce.strategy.bqlrcuflavour;

import org.jspecify.annotations.NullMarked;
