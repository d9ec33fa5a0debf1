/**
 * Manually managed memory: owners are allocated, unlinked, retired and freed explicitly, and
 * touching freed memory is a detected fault. The garbage collector must never be what protects a
 * reader.
 */
@NullMarked
package dev.quiesce.api.heap;

import org.jspecify.annotations.NullMarked;
