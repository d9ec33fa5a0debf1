/** Planted bugs: proof that the checker would have noticed. */
@NullMarked
package dev.quiesce.harness.mutant;

import org.jspecify.annotations.NullMarked;
