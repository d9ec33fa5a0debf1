/**
 * Readers of what a QEMU run left behind: bytes become typed events, and every line is accounted
 * for.
 *
 * <p>Input is untrusted. Nothing here allocates in proportion to a number that a file states; every
 * limit is in {@link dev.quiesce.harness.recording.RecordingLimits}, and every refusal is a {@link
 * dev.quiesce.harness.recording.RecordingException} that names file and line.
 */
@NullMarked
package dev.quiesce.harness.recording;

import org.jspecify.annotations.NullMarked;
