package dev.quiesce.harness.mtree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text file's lines, read within limits: 8 MiB, 50,000 lines, 4096 bytes a line. Carriage returns
 * (QEMU's monitor ends lines with both) and the lines of a pasted {@code (qemu)} prompt are
 * dropped, keeping line numbers.
 *
 * @param file name for messages
 * @param lines line 1 first
 */
record MtreeText(String file, List<String> lines) {
  private static final int MAX_BYTES = 8 << 20;
  private static final int MAX_LINE = 4096;
  private static final int MAX_LINES = 50_000;

  MtreeText {
    lines = List.copyOf(lines);
  }

  static MtreeText read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(path.toString(), in);
    } catch (IOException e) {
      throw new MtreeFormatException(
          path.toString(),
          0,
          "cannot be read (" + e + ")",
          "Give the path of a readable text file");
    }
  }

  static MtreeText of(String file, String content) {
    try {
      return read(file, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException("a byte array failed to be read", e);
    }
  }

  static MtreeText read(String file, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int to = 0; to <= bytes.length; to++) {
      if (to - from > MAX_LINE) {
        throw new MtreeFormatException(
            file,
            lines.size() + 1,
            "the line is longer than " + MAX_LINE + " bytes",
            "Give the text that QEMU printed, one region a line");
      }
      if (to == bytes.length || bytes[to] == '\n') {
        lines.add(cleaned(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        from = to + 1;
      }
      if (lines.size() > MAX_LINES) {
        throw new MtreeFormatException(
            file,
            MAX_LINES,
            "more than 50,000 lines",
            "Give the output of one `info mtree` command");
      }
    }
    if (bytes.length > MAX_BYTES) {
      throw new MtreeFormatException(
          file, 0, "is larger than 8 MiB", "Give the output of one `info mtree` command");
    }
    return new MtreeText(file, lines);
  }

  private static String cleaned(String line) {
    String clean = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    return clean.startsWith("(qemu)") ? "" : clean;
  }

  MtreeFormatException error(int line, String problem, String remedy) {
    return new MtreeFormatException(file, line, problem, remedy);
  }
}
