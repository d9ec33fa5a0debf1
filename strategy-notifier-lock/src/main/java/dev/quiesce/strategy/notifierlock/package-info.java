/** The {@code notifier-lock} strategy. */
@NullMarked
package dev.quiesce.strategy.notifierlock;

import org.jspecify.annotations.NullMarked;
