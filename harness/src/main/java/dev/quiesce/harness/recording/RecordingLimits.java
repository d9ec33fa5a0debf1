package dev.quiesce.harness.recording;

/**
 * Bounds on what a reader accepts. They keep memory bounded for any input; real recordings stay far
 * below them.
 *
 * @param maxLineBytes longest line, in bytes without its line feed
 * @param maxBytes most bytes of a file after decompression
 * @param maxExpansion largest ratio of decompressed to compressed bytes
 * @param expansionFromBytes decompressed bytes from which the ratio is judged; short files may
 *     compress better
 * @param maxDepth deepest nesting of JSON objects and arrays
 * @param maxNameLength longest event or thread name, and longest JSON key, in characters
 * @param maxArguments most arguments of one event
 * @param maxThreads most threads of one run
 * @param maxUnknownNames most distinct unknown event names that are counted apart
 * @param maxOpenCalls deepest nesting of recorded calls on one thread
 */
public record RecordingLimits(
    int maxLineBytes,
    long maxBytes,
    int maxExpansion,
    long expansionFromBytes,
    int maxDepth,
    int maxNameLength,
    int maxArguments,
    int maxThreads,
    int maxUnknownNames,
    int maxOpenCalls) {

  /**
   * The limits of the command line: lines of 1 MiB, 1 GiB in all, an expansion of 200 from 16 MiB
   * on.
   */
  public static final RecordingLimits DEFAULT =
      new RecordingLimits(1 << 20, 1L << 30, 200, 16L << 20, 32, 256, 256, 4096, 1000, 64);
}
