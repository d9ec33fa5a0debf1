/**
 * Judges executions: which promises were exercised, and which were broken, from the order of
 * markers.
 */
@NullMarked
package dev.quiesce.harness.check;

import org.jspecify.annotations.NullMarked;
