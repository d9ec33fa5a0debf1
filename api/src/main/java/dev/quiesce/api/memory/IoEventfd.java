package dev.quiesce.api.memory;

/**
 * A write that raises an event instead of reaching a device model; QEMU's {@code
 * MemoryRegionIoeventfd} (softmmu/memory.c).
 *
 * @param addr the bytes: offsets in a region or, in a callback, addresses of an address space; a
 *     size of 0 means any size
 * @param matchData whether only writes of {@code data} count
 * @param data the value to match, unsigned
 * @param fd identity of the event notifier
 */
public record IoEventfd(AddrRange addr, boolean matchData, long data, long fd) {

  /** {@code memory_region_ioeventfd_before}: the order in which a region keeps its ioeventfds. */
  boolean isBefore(IoEventfd other) {
    int order = addr.start().compareTo(other.addr.start());
    if (order == 0) {
      order = addr.size().compareTo(other.addr.size());
    }
    if (order == 0) {
      order = Boolean.compare(matchData, other.matchData);
    }
    if (order == 0 && matchData) {
      order = Long.compareUnsigned(data, other.data);
    }
    if (order == 0) {
      order = Long.compareUnsigned(fd, other.fd);
    }
    return order < 0;
  }

  /**
   * {@code memory_region_ioeventfd_equal}: whether a deletion of {@code other} means this one. Size
   * 0 matches any size and then any data and event.
   */
  boolean isMeantBy(IoEventfd other) {
    if (!addr.start().equals(other.addr.start())) {
      return false;
    }
    boolean anySize = addr.size().isZero() || other.addr.size().isZero();
    return anySize
        || (addr.size().equals(other.addr.size())
            && matchData == other.matchData
            && (!matchData || data == other.data)
            && fd == other.fd);
  }

  /** The same at {@code addr}. */
  IoEventfd at(AddrRange newAddr) {
    return new IoEventfd(newAddr, matchData, data, fd);
  }
}
