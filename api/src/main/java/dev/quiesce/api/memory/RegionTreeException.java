package dev.quiesce.api.memory;

/**
 * A region tree that no flat view can be rendered from, such as an alias that leads back to itself.
 */
public final class RegionTreeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegionTreeException(MemoryRegion region, String reason) {
    super("region " + region.name() + ": " + reason);
  }
}
