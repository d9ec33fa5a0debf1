package dev.quiesce.harness.rundir;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of {@code cells.jsonl}: a JSON object whose first member is the CRC-32C of the rest of
 * the line.
 *
 * @param hash of the cell's configuration
 * @param cell the result
 */
record CellLine(String hash, CellResult cell) {
  private static final String START = "{\"crc32c\":\"";
  private static final int CRC_DIGITS = 8;
  private static final int REST = START.length() + CRC_DIGITS;

  /** The line, without a line feed. */
  String format() {
    String rest = "\",\"hash\":" + Json.line(hash) + ",\"cell\":" + Json.line(cell) + "}";
    return START + crc(rest) + rest;
  }

  /** The line's content, or nothing if it is not what was written. */
  static Optional<CellLine> parse(String line) {
    if (line.length() < REST || !line.startsWith(START)) {
      return Optional.empty();
    }
    String rest = line.substring(REST);
    if (!crc(rest).equals(line.substring(START.length(), REST))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(line, CellLine.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
