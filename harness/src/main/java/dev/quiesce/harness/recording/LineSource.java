package dev.quiesce.harness.recording;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The lines of a file, plain or gzip (told apart by content), one at a time and in place: the bytes
 * of the current line are in {@link #buffer()} from {@link #offset()} and are gone with the next.
 * Memory is one buffer of at most the longest permitted line.
 */
public final class LineSource implements Closeable {

  private static final int FIRST_BUFFER = 1 << 16;

  private final String file;
  private final RecordingLimits limits;
  private final RawInput raw;
  private final InputStream in;
  private final boolean compressed;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int offset;
  private int length;
  private int scan;
  private int limit;
  private long line;
  private long bytes;
  private boolean ended;
  private boolean unterminated;
  private boolean pushedBack;

  private LineSource(String file, InputStream stream, RecordingLimits limits)
      throws RecordingException {
    this.file = file;
    this.limits = limits;
    this.raw = new RawInput(stream);
    try {
      PushbackInputStream start = new PushbackInputStream(raw, 2);
      byte[] magic = start.readNBytes(2);
      start.unread(magic);
      if (magic.length == 0) {
        throw error("the file is empty", "Record again, or name another file");
      }
      compressed = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
      in = compressed ? new GzipInput(start, raw, limits) : start;
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Opens a file.
   *
   * @param path a regular file
   * @param limits what is accepted
   * @return the source, positioned before the first line
   * @throws RecordingException if it is missing, not a regular file, empty or not readable
   */
  public static LineSource open(Path path, RecordingLimits limits) throws RecordingException {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      throw new RecordingException(name, 0, "it is a directory", "Name a file");
    }
    if (!Files.isRegularFile(path)) {
      String problem = Files.exists(path) ? "it is not a regular file" : "there is no such file";
      throw new RecordingException(name, 0, problem, "Name a recording, a trace log or a workload");
    }
    try {
      return of(name, Files.newInputStream(path), limits);
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw new RecordingException(
          name, 0, "it cannot be opened (" + e + ")", "Check its permissions");
    }
  }

  /**
   * Reads a stream.
   *
   * @param name what messages call it
   * @param stream the bytes; closed with the source, and at once if this throws
   * @param limits what is accepted
   * @return the source, positioned before the first line
   * @throws RecordingException if it is empty or not readable
   */
  public static LineSource of(String name, InputStream stream, RecordingLimits limits)
      throws RecordingException {
    try {
      return new LineSource(name, stream, limits);
    } catch (RecordingException e) {
      try {
        stream.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /**
   * Advances to the next line.
   *
   * @return false at the end of the file
   * @throws RecordingException if the bytes cannot be read or break a limit
   */
  public boolean next() throws RecordingException {
    if (pushedBack) {
      pushedBack = false;
      return true;
    }
    offset = scan;
    while (true) {
      for (; scan < limit; scan++) {
        byte b = buffer[scan];
        if (b == '\n') {
          boolean found = endLine(scan);
          scan++;
          return found;
        }
        if (b == 0) {
          line++;
          throw error(
              "it contains a NUL byte, so it is not text", "Name a text file, or record again");
        }
      }
      checkLength();
      if (ended || !fill()) {
        if (scan == offset) {
          return false;
        }
        unterminated = true;
        return endLine(scan);
      }
    }
  }

  /** Makes {@link #next()} return the current line once more. */
  void pushBack() {
    pushedBack = true;
  }

  private void checkLength() throws RecordingException {
    if (scan - offset > limits.maxLineBytes()) {
      throw new RecordingException(
          file,
          line + 1,
          "the line is longer than %d bytes".formatted(limits.maxLineBytes()),
          "No record of a real run is that long; record again");
    }
  }

  private boolean endLine(int end) throws RecordingException {
    checkLength();
    line++;
    length = end - offset;
    if (length > 0 && buffer[end - 1] == '\r') {
      length--;
    }
    return true;
  }

  private boolean fill() throws RecordingException {
    if (offset > 0) {
      System.arraycopy(buffer, offset, buffer, 0, limit - offset);
      scan -= offset;
      limit -= offset;
      offset = 0;
    }
    if (limit == buffer.length) {
      buffer =
          Arrays.copyOf(buffer, Math.min(buffer.length * 2, limits.maxLineBytes() + FIRST_BUFFER));
    }
    try {
      int n = in.read(buffer, limit, buffer.length - limit);
      if (n < 0) {
        ended = true;
        return false;
      }
      limit += n;
      bytes += n;
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (bytes > limits.maxBytes()) {
      throw error(
          "it has more than %d bytes".formatted(limits.maxBytes()),
          "Record a shorter run, or split it");
    }
    return true;
  }

  private RecordingException unreadable(IOException e) {
    line++;
    String text = String.valueOf(e.getMessage());
    if (e instanceof EOFException) {
      return error("the gzip data ends early, the file is truncated", "Copy or record it again");
    }
    if (e instanceof ZipException) {
      return error("the gzip data is corrupt (" + text + ")", "Copy or record it again");
    }
    if (e instanceof GzipInput.ExpansionException) {
      return error(text + ", as a gzip bomb does", "Decompress it yourself if you trust it");
    }
    return error("it cannot be read (" + e + ")", "Check the file and the disk");
  }

  /**
   * Holds the current line.
   *
   * @return the buffer; valid until the next call of {@link #next()}
   */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * Where the current line starts.
   *
   * @return index in {@link #buffer()}
   */
  public int offset() {
    return offset;
  }

  /**
   * Length of the current line.
   *
   * @return bytes, without the line end
   */
  public int length() {
    return length;
  }

  /**
   * Number of the current line.
   *
   * @return the number, from 1; at the end the number of lines
   */
  public long line() {
    return line;
  }

  /**
   * Tells whether the last line lacks its line feed.
   *
   * @return true if so; known at the end only
   */
  public boolean isUnterminated() {
    return unterminated;
  }

  /**
   * The current line as text.
   *
   * @return the text; malformed UTF-8 is replaced
   */
  public String text() {
    return new String(buffer, offset, length, StandardCharsets.UTF_8);
  }

  /**
   * The file's name in messages.
   *
   * @return the name
   */
  public String file() {
    return file;
  }

  /**
   * Hash of the file as stored. Call once, after the last line.
   *
   * @return SHA-256, lower-case hexadecimal
   */
  public String sha256() {
    return raw.sha256();
  }

  /**
   * Makes the exception for the current line.
   *
   * @param problem what is wrong
   * @param remedy what to do about it
   * @return the exception
   */
  public RecordingException error(String problem, String remedy) {
    return new RecordingException(file, line, problem, remedy);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
