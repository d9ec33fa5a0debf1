/**
 * Child JVMs: measuring and checking never run in the same process, and a subject that hangs or
 * dies takes nothing with it.
 *
 * <p>A child is the same class path with {@link dev.quiesce.harness.fork.ChildMain} as its entry.
 * It reads one item a line from its standard input, gives each to the {@link
 * dev.quiesce.harness.fork.ChildTask} of its kind, and writes one {@link
 * dev.quiesce.harness.fork.Message} a line to its standard output; {@code done} ends an item,
 * {@code end} ends the child.
 */
@NullMarked
package dev.quiesce.harness.fork;

import org.jspecify.annotations.NullMarked;
