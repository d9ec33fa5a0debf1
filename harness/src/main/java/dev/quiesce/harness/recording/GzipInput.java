package dev.quiesce.harness.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A gzip stream that does what the JDK's leaves out: it refuses bytes after the last member, which
 * would otherwise be dropped in silence, and bounds the expansion.
 */
final class GzipInput extends GZIPInputStream {

  private static final int BUFFER = 1 << 16;
  private static final int TRAILER = 8;

  private final RawInput raw;
  private final RecordingLimits limits;
  private final InputStream source;
  private long rawAtLastFill;
  private long decompressed;
  private boolean ended;

  GzipInput(InputStream source, RawInput raw, RecordingLimits limits) throws IOException {
    super(source, BUFFER);
    this.source = source;
    this.raw = raw;
    this.limits = limits;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    rawAtLastFill = raw.count();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      decompressed += n;
      if (decompressed > limits.expansionFromBytes()
          && decompressed / limits.maxExpansion() > raw.count()) {
        throw new ExpansionException(
            "it expands to more than %d times its size".formatted(limits.maxExpansion()));
      }
    } else if (n < 0 && !ended) {
      ended = true;
      checkNothingFollows();
    }
    return n;
  }

  private void checkNothingFollows() throws IOException {
    long end = rawAtLastFill - inf.getRemaining() + TRAILER;
    while (source.read() >= 0) {
      // The digest needs every byte, and so does the count.
    }
    if (raw.count() != end) {
      throw new ZipException("%d bytes follow the compressed data".formatted(raw.count() - end));
    }
  }

  /** The stream expands beyond the limit. */
  static final class ExpansionException extends IOException {
    private static final long serialVersionUID = 1L;

    ExpansionException(String message) {
      super(message);
    }
  }
}
