package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.MemoryRegionSection;
import java.util.Objects;

/**
 * NO_LOST_CALLBACK of a registration as a whole: a listener with region_add and region_del is told
 * of every section once when it comes and once when it goes, the last time by unregister. A
 * strategy may replay at another moment than QEMU; what the listener knows must come out the same.
 */
final class ReplayRules {
  private final Sightings sightings;

  ReplayRules(Sightings sightings) {
    this.sightings = sightings;
  }

  void begins(ListenerHistory listener) {
    if (listener.registering) {
      listener.replayed = true;
    }
  }

  void registered(ListenerHistory listener) {
    if (listener.keepsMap() && !listener.replayed) {
      sightings.lost(
          Callback.REGION_ADD, listener.name + " is registered and was not told of the map");
    }
  }

  void delivered(ListenerHistory listener, Call call) {
    if (!listener.keepsMap()) {
      return;
    }
    if (call.callback() == Callback.REGION_ADD) {
      if (listener.map.contains(sectionOf(call))) {
        sightings.lost(call.callback(), listener.name + " was told twice of " + call);
      } else {
        listener.map.add(sectionOf(call));
      }
    } else if (call.callback() == Callback.REGION_DEL && !listener.map.remove(sectionOf(call))) {
      sightings.lost(
          call.callback(), listener.name + " was told of " + call + " without its region_add");
    }
  }

  /** Unregister has taken the map away. */
  void gone(ListenerHistory listener) {
    if (listener.keepsMap() && !listener.map.isEmpty()) {
      sightings.lost(
          Callback.REGION_DEL,
          listener.name
              + " is unregistered and was not told region_del of "
              + listener.map.get(0).region().name());
    }
  }

  private static MemoryRegionSection sectionOf(Call call) {
    return Objects.requireNonNull(call.section());
  }
}
