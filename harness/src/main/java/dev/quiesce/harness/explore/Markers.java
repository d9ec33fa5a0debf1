package dev.quiesce.harness.explore;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.SharedObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which markers do not commute: without a pseudo-location for each pair that a promise compares,
 * partial-order reduction would prune the very order that the promise is about.
 */
final class Markers {
  private Markers() {}

  static long[] footprint(Marker marker) {
    SharedObject subject = marker.subject();
    MarkerKind kind = marker.kind();
    if (kind == MarkerKind.WALK_BEGIN || kind == MarkerKind.WALK_END) {
      return new long[] {Footprint.begin(Footprint.registrations())};
    }
    return subject == null ? Footprint.NONE : footprint(kind, subject, marker.detail());
  }

  private static long[] footprint(MarkerKind kind, SharedObject subject, @Nullable Object detail) {
    long callbacks = Footprint.callbacks(subject);
    return switch (kind) {
      // Walks ask who is registered, and not in which order two listeners went.
      case UNREGISTER_CALLED -> new long[] {Footprint.end(Footprint.registrations())};
      case REGISTER_CALLED,
          REGISTER_RETURNED,
          REGISTER_REFUSED,
          UNREGISTER_REFUSED,
          UNREGISTER_POSTPONED ->
          new long[] {Footprint.end(Footprint.registrations()), Footprint.write(callbacks)};
      case UNREGISTER_RETURNED, UNREGISTER_COMPLETED -> new long[] {Footprint.write(callbacks)};
      case REPLAY_BEGIN ->
          new long[] {Footprint.begin(callbacks), Footprint.write(Footprint.replays(subject))};
      case REPLAY_END ->
          new long[] {Footprint.end(callbacks), Footprint.write(Footprint.replays(subject))};
      case CALLBACK_ENTER -> new long[] {Footprint.begin(callbacks)};
      case CALLBACK_EXIT -> exit(callbacks, subject, detail);
      default -> Footprint.NONE;
    };
  }

  /** Whether a clear still runs when a region's removal has been delivered is a matter of ends. */
  private static long[] exit(long callbacks, SharedObject subject, @Nullable Object detail) {
    long delivered = Footprint.delivered(subject);
    if (!(detail instanceof Call call)) {
      return new long[] {Footprint.end(callbacks), Footprint.write(delivered)};
    }
    return switch (call.callback()) {
      case REGION_ADD, REGION_DEL ->
          new long[] {Footprint.end(callbacks), Footprint.write(delivered)};
      case LOG_CLEAR -> new long[] {Footprint.end(callbacks), Footprint.read(delivered)};
      default -> new long[] {Footprint.end(callbacks)};
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
          CALLBACKS_END,
          SHARE_TAKEN,
          SHARE_RETURNED,
          SHARES_WAIT ->
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
