/** A second opinion that QEMU's reviewers can read: the Promela model and spin. */
@NullMarked
package dev.quiesce.harness.promela;

import org.jspecify.annotations.NullMarked;
