package dev.quiesce.harness.fork;

/**
 * What a child may write.
 *
 * @param line bytes in one line of its standard output
 * @param total bytes of its standard output in all
 * @param log bytes of its standard error that are kept
 */
record ChildLimits(int line, long total, long log) {
  static final ChildLimits DEFAULT = new ChildLimits(16 << 20, 1L << 30, 64L << 20);
}
