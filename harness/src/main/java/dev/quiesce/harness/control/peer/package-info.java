/**
 * What a JVM engineer would reach for instead of RCU, behind the same interface as the fixes:
 * verified like them, and measured. Instruments, not proposals: each frees its owners at once.
 *
 * <p>The locks are the JDK's own in a measuring process, and their contract in a controlled one
 * (see {@link dev.quiesce.api.seam.ReadWriteLock}); the copied array and the counts are made of the
 * seam's fields in both, because what {@code CopyOnWriteArrayList} does on a walk is one volatile
 * read. So is the state of a shared arena; the closing itself, a handshake inside the JVM, is the
 * JDK's where it has one (22 and later).
 */
@NullMarked
package dev.quiesce.harness.control.peer;

import org.jspecify.annotations.NullMarked;
