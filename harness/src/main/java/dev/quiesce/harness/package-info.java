/** The program: its entry and the wiring of its parts. */
@NullMarked
package dev.quiesce.harness;

import org.jspecify.annotations.NullMarked;
