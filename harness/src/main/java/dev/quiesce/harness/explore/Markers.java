package dev.quiesce.harness.explore;

import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.SharedObject;
import java.util.Locale;

/**
 * Which markers do not commute: without a pseudo-location for each pair that a promise compares,
 * partial-order reduction would prune the very order that the promise is about.
 */
final class Markers {
  private Markers() {}

  static long[] footprint(Marker marker) {
    SharedObject subject = marker.subject();
    return switch (marker.kind()) {
      case WALK_BEGIN, WALK_END -> new long[] {Footprint.read(Footprint.registrations())};
      case REGISTER_RETURNED, UNREGISTER_CALLED, UNREGISTER_REFUSED, UNREGISTER_POSTPONED ->
          subject == null
              ? Footprint.NONE
              : new long[] {
                Footprint.write(Footprint.registrations()),
                Footprint.write(Footprint.callbacks(subject))
              };
      case UNREGISTER_RETURNED,
          UNREGISTER_COMPLETED,
          REPLAY_BEGIN,
          REPLAY_END,
          CALLBACK_ENTER,
          CALLBACK_EXIT ->
          subject == null
              ? Footprint.NONE
              : new long[] {Footprint.write(Footprint.callbacks(subject))};
      default -> Footprint.NONE;
    };
  }

  static boolean isWorthARow(Marker marker) {
    return switch (marker.kind()) {
      case BQL_TAKEN,
          BQL_RELEASED,
          COMMIT_BEGIN,
          COMMIT_END,
          READ_LOCK,
          READ_UNLOCK,
          GRACE_PERIOD_WAIT,
          CALLBACKS_BEGIN,
          CALLBACKS_END ->
          false;
      default -> true;
    };
  }

  static String describe(Marker marker) {
    String text = marker.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    Object detail = marker.detail();
    if (detail instanceof ListenerWalk walk) {
      return text + " (" + walk.callback().cName() + ")";
    }
    String subject = marker.subject() == null ? "" : " " + marker.subject().label();
    return text + subject + (detail == null ? "" : ": " + detail);
  }
}
