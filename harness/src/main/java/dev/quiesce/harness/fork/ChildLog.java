package dev.quiesce.harness.fork;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A child's standard error in a file, as much of it as is reasonable. */
final class ChildLog {
  private final Path file;
  private final long limit;
  private long written;

  ChildLog(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  Path file() {
    return file;
  }

  /** Copies a stream until its end, on a thread of its own. */
  void copy(InputStream stderr, String name) {
    Thread thread = new Thread(() -> drain(stderr), name + "-stderr");
    thread.setDaemon(true);
    thread.start();
  }

  void line(String text) {
    append((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void drain(InputStream in) {
    byte[] buffer = new byte[1 << 13];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        byte[] part = new byte[n];
        System.arraycopy(buffer, 0, part, 0, n);
        append(part);
      }
    } catch (IOException e) {
      line("the rest of standard error cannot be read: " + e.getMessage());
    }
  }

  private synchronized void append(byte[] bytes) {
    if (written > limit) {
      return;
    }
    written += bytes.length;
    byte[] text =
        written > limit
            ? "... cut: more than the log may hold\n".getBytes(StandardCharsets.UTF_8)
            : bytes;
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(text);
    } catch (IOException e) {
      // The log is a convenience: a full disk stops the run where results are written, not here.
      written = limit + 1;
    }
  }
}
