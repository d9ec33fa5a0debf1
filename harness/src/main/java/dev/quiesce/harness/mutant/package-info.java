/**
 * Planted bugs: proof that the checker would have noticed.
 *
 * <p>A mutant is data, a few edits of compiled code, and is planted by a class loader that defines
 * the program's classes once more with these edits applied. So production code holds no trace of
 * any bug, neither a switch nor a site nor a subclass: what is verified and measured without a
 * mutant is what is shipped, and any line can be mutated, strategies and the checker's own rules
 * included. The same loader plants natively, so real threads run the same mutant; the JIT compiler
 * sees ordinary code. The price: an edit names methods and calls of the code it changes, and has to
 * follow them. One that no longer fits is refused when it is planted, and fails a test.
 *
 * <p>A strategy brings the mutants that its own cells notice, of the model or of itself, in {@code
 * META-INF/quiesce/mutants/ID.json} of its jar; those here are noticed by controls.
 */
@NullMarked
package dev.quiesce.harness.mutant;

import org.jspecify.annotations.NullMarked;
