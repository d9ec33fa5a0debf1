package dev.quiesce.harness.fork;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a stream that is not trusted: neither a line nor the whole may exceed a limit. */
final class CappedLines {
  private final InputStream in;
  private final int maxLine;
  private final long maxTotal;
  private long total;

  CappedLines(InputStream in, int maxLine, long maxTotal) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.maxLine = maxLine;
    this.maxTotal = maxTotal;
  }

  /** The next line without its line feed; null at the end. */
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
      }
      if (line.size() == maxLine) {
        throw new FloodException("a line of more than " + maxLine + " bytes");
      }
      if (++total > maxTotal) {
        throw new FloodException("more than " + maxTotal + " bytes in all");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** A stream that exceeds its limit. */
  static final class FloodException extends IOException {
    private static final long serialVersionUID = 1L;

    FloodException(String message) {
      super(message);
    }
  }
}
