package dev.quiesce.api.seam;

import org.jspecify.annotations.Nullable;

/**
 * Token of one shared field of one class: a record in a {@code static final}, never stored per
 * object.
 *
 * <p>The generic accessors box; they serve a {@link Controller}, which owns the scheduling around
 * them.
 */
public sealed interface SharedField permits RefField, IntField, LongField {

  /** The Java field's name, as printed in step tables. */
  String name();

  /** Number of the field among those of its class. */
  int index();

  /** The value in memory, without a scheduling point. */
  @Nullable Object peek(SharedObject object);

  /** Replaces the value in memory, without a scheduling point. */
  void poke(SharedObject object, @Nullable Object value);
}
