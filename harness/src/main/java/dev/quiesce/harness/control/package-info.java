/**
 * Subjects whose outcome is known: instruments that show that the harness sees what it has to see.
 */
@NullMarked
package dev.quiesce.harness.control;

import org.jspecify.annotations.NullMarked;
