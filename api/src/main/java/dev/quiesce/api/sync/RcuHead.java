package dev.quiesce.api.sync;

import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** A queued callback ({@code struct rcu_head}). One head is queued once. */
final class RcuHead extends SharedObject {
  static final RefField<RcuHead, RcuHead> NEXT =
      RefField.of(MethodHandles.lookup(), RcuHead.class, "next", RcuHead.class);

  private final @Nullable RcuCallback callback;

  @Nullable RcuHead next;

  /** A head with its callback; null for the queue's own marks. */
  RcuHead(@Nullable RcuCallback callback) {
    this.callback = callback;
  }

  @Nullable RcuCallback callback() {
    return callback;
  }
}
