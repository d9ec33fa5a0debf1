package dev.quiesce.api.memory;

import org.jspecify.annotations.Nullable;

/**
 * One call of a listener's callback, with the arguments that its kind has.
 *
 * @param callback which callback
 * @param section the part of the map it speaks of; null for callbacks without one
 * @param oldMask dirty-log clients before (log_start, log_stop); else 0
 * @param newMask dirty-log clients after (log_start, log_stop); else 0
 * @param detail the {@link IoEventfd}, whose call has no section because its address and size say
 *     it all, or the {@link AddrRange} that is coalesced; else null
 */
public record Call(
    Callback callback,
    @Nullable MemoryRegionSection section,
    int oldMask,
    int newMask,
    @Nullable Object detail) {

  /** A call without arguments. */
  public static Call of(Callback callback) {
    return new Call(callback, null, 0, 0, null);
  }

  /** A call about one section. */
  public static Call of(Callback callback, MemoryRegionSection section) {
    return new Call(callback, section, 0, 0, null);
  }

  /** log_start or log_stop. */
  public static Call logMask(
      Callback callback, MemoryRegionSection section, int oldMask, int newMask) {
    return new Call(callback, section, oldMask, newMask, null);
  }

  /** A call about what has no region: an ioeventfd. */
  public static Call detail(Callback callback, Object detail) {
    return new Call(callback, null, 0, 0, detail);
  }

  @Override
  public String toString() {
    return section == null
        ? callback.cName()
        : callback.cName() + "(" + section.region().name() + ")";
  }
}
