package dev.quiesce.api.seam;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that a promise speaks of. Exists in a controlled process only.
 *
 * @param kind what happened
 * @param subject whom it concerns: a listener, an owner; null for the running thread alone
 * @param detail the callback, the section or the kind of walk
 */
public record Marker(MarkerKind kind, @Nullable SharedObject subject, @Nullable Object detail) {}
