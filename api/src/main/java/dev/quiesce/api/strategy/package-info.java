/**
 * What a strategy is: a plugin with its ingredients, promises and known limits as data, and a
 * protocol made of them.
 *
 * <p>A new strategy implements {@link dev.quiesce.api.strategy.StrategyPlugin}, usually over {@link
 * dev.quiesce.api.strategy.QemuProtocol}, which is QEMU 7.2 as it is while no ingredient is on.
 */
@NullMarked
package dev.quiesce.api.strategy;

import org.jspecify.annotations.NullMarked;
