/** The {@code migration-block} strategy. */
@NullMarked
package dev.quiesce.strategy.migrationblock;

import org.jspecify.annotations.NullMarked;
