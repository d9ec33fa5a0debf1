package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.CellResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code cells.jsonl}: finished cells, each appended and forced before the next one counts. */
public final class CellLog implements AutoCloseable {
  /** The file's name. */
  public static final String FILE = "cells.jsonl";

  /** Where damaged lines go. */
  public static final String QUARANTINE = "cells.quarantine.txt";

  private final Path file;
  private final FileChannel channel;

  private CellLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * What a log holds.
   *
   * @param cells by configuration hash, in the order of the file
   * @param damaged lines that are not what was written
   * @param tornBytes length of an unfinished last line
   */
  public record Content(Map<String, CellResult> cells, List<Damage> damaged, int tornBytes) {
    /** What a reader must be told. */
    public List<String> warnings(Path file) {
      List<String> warnings = new ArrayList<>();
      for (Damage damage : damaged) {
        warnings.add(file + ":" + damage.line() + ": damaged line (checksum), not counted");
      }
      if (tornBytes > 0) {
        warnings.add(file + ": the last line is torn (" + tornBytes + " bytes), not counted");
      }
      return warnings;
    }
  }

  /**
   * A line that is not what was written.
   *
   * @param line its number
   * @param text it
   */
  public record Damage(int line, String text) {}

  /** Reads a log and leaves it as it is. */
  public static Content read(Path file) throws IOException {
    Map<String, CellResult> cells = new LinkedHashMap<>();
    List<Damage> damaged = new ArrayList<>();
    // A damaged line may not even be UTF-8, and must not take the others with it.
    String text =
        Files.exists(file)
            ? new String(Documents.bytes(file, Documents.SHARE), StandardCharsets.UTF_8)
            : "";
    int number = 0;
    int from = 0;
    for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      number++;
      String line = text.substring(from, to);
      int at = number;
      CellLine.parse(line)
          .ifPresentOrElse(
              parsed -> cells.put(parsed.hash(), parsed.cell()),
              () -> damaged.add(new Damage(at, line)));
      from = to + 1;
    }
    return new Content(
        cells, damaged, text.substring(from).getBytes(StandardCharsets.UTF_8).length);
  }

  /**
   * Makes a log whole again: a torn tail is cut off, damaged lines are moved to {@link
   * #QUARANTINE}.
   *
   * @return what it held before
   */
  public static Content repair(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    Content content = read(file);
    if (!content.damaged().isEmpty()) {
      StringBuilder quarantine = new StringBuilder();
      for (Damage damage : content.damaged()) {
        quarantine.append("line ").append(damage.line()).append(": ");
        quarantine.append(damage.text()).append('\n');
      }
      Files.writeString(
          directory.resolve(QUARANTINE),
          quarantine,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    if (!content.damaged().isEmpty() || content.tornBytes() > 0) {
      StringBuilder whole = new StringBuilder();
      content
          .cells()
          .forEach((hash, cell) -> whole.append(new CellLine(hash, cell).format()).append('\n'));
      Documents.write(file, whole.toString());
    }
    return content;
  }

  /** Opens a log to append to it. */
  public static CellLog append(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new CellLog(file, channel);
  }

  /** Appends a cell; on return it is on disk. */
  public synchronized void add(String hash, CellResult cell) throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    String line = new CellLine(hash, cell).format() + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
