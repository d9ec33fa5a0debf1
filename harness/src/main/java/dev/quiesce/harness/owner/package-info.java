/**
 * Who owns memory listeners in QEMU 7.2, by which paths they are unregistered, and what the
 * ingredients of a fix ask of the code around them: facts as data, the resource {@code
 * owners.json}.
 */
@NullMarked
package dev.quiesce.harness.owner;

import org.jspecify.annotations.NullMarked;
