/**
 * The thread's other direction: listeners do not change while a migration runs, so its walks need
 * no lock.
 */
@NullMarked
package dev.quiesce.strategy.migrationblock;

import org.jspecify.annotations.NullMarked;
