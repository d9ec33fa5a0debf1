/**
 * A run directory: what is finished is on disk, whole or recognisably torn.
 *
 * <p>Cells are appended and forced one by one; documents are written beside their place, forced and
 * renamed. One process at a time owns a directory.
 */
@NullMarked
package dev.quiesce.harness.rundir;

import org.jspecify.annotations.NullMarked;
