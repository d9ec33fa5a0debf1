/** Cells: one scenario over one strategy, explored and judged. */
@NullMarked
package dev.quiesce.harness.verify;

import org.jspecify.annotations.NullMarked;
