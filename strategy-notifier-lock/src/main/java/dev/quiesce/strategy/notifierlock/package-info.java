/**
 * The thread's lock: a change of the listeners needs the notifier lock and the BQL, a walk needs
 * either.
 */
@NullMarked
package dev.quiesce.strategy.notifierlock;

import org.jspecify.annotations.NullMarked;
