/**
 * The seam: every shared access, fence, lock, event and thread of the model and of the strategies
 * goes through this package, so that the same bytecode runs natively and under a controlled
 * scheduler.
 *
 * <p>The mode of a process never changes ({@link dev.quiesce.api.seam.Seam#MODE}). In a {@code
 * DIRECT} process each accessor is the {@code VarHandle} operation that its name says and nothing
 * else: the tokens are records in {@code static final} fields, whose components the JIT compiler
 * treats as constants. In a {@code CHECKED} process the storage of the object is checked first. In
 * a {@code CONTROLLED} process the operation is handed to the {@link
 * dev.quiesce.api.seam.Controller} of the running thread, which decides who runs next.
 */
@NullMarked
package dev.quiesce.api.seam;

import org.jspecify.annotations.NullMarked;
