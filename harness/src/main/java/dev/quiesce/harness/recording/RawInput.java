package dev.quiesce.harness.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a file as stored: counted and hashed on their way. */
final class RawInput extends FilterInputStream {

  private final MessageDigest digest;
  private long count;

  RawInput(InputStream in) {
    super(in);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      count += n;
      digest.update(buffer, offset, n);
    }
    return n;
  }

  @Override
  public long skip(long n) {
    throw new UnsupportedOperationException("every byte is hashed");
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  /** Reads what is left; returns how much that was. */
  long drain() throws IOException {
    long before = count;
    byte[] buffer = new byte[8192];
    while (read(buffer, 0, buffer.length) >= 0) {
      // Only counted and hashed.
    }
    return count - before;
  }

  /** Hash of the bytes read so far; call once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
