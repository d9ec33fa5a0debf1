/** The command line: options, commands, progress, and the phases of a comparison. */
@NullMarked
package dev.quiesce.harness.cli;

import org.jspecify.annotations.NullMarked;
