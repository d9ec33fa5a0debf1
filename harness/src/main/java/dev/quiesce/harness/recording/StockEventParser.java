package dev.quiesce.harness.recording;

import java.nio.charset.StandardCharsets;

/**
 * One line of a stock QEMU's {@code -trace} log → one event: {@code
 * thread@seconds.microseconds:event arguments}. The first stamp becomes time 0.
 */
final class StockEventParser {

  private static final String REMEDY =
      "Record again with -msg timestamp=on, or cut the file before this line";
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

  private final LineSource source;
  private final RecordingLimits limits;
  private final EventCatalog catalog;
  private final EventArguments arguments = new EventArguments();
  private long baseNs = -1;
  private int at;

  StockEventParser(LineSource source, RecordingLimits limits, EventCatalog catalog) {
    this.source = source;
    this.limits = limits;
    this.catalog = catalog;
  }

  /** Tells whether the current line begins like a trace line: digits and an at sign. */
  static boolean looksStamped(LineSource source) {
    int end = source.offset() + Math.min(source.length(), 21);
    for (int i = source.offset(); i < end; i++) {
      byte b = source.buffer()[i];
      if (b == '@') {
        return i > source.offset();
      }
      if (b < '0' || b > '9') {
        return false;
      }
    }
    return false;
  }

  RecordedEvent parse() throws RecordingException {
    at = source.offset();
    String thread = digits('@', "a thread id");
    String seconds = digits('.', "seconds");
    String micros = digits(':', "microseconds");
    if (micros.length() != 6 || seconds.length() > 12 || Long.parseLong(seconds) > MAX_SECONDS) {
      throw source.error("the time stamp is not seconds.microseconds", REMEDY);
    }
    long now = Long.parseLong(seconds) * 1_000_000_000L + Long.parseLong(micros) * 1_000L;
    if (baseNs < 0) {
      baseNs = now;
    }
    int end = source.offset() + source.length();
    int nameStart = at;
    while (at < end && isNameByte(source.buffer()[at])) {
      at++;
    }
    int nameLength = at - nameStart;
    boolean cut = at < end && source.buffer()[at] != ' ';
    if (nameLength == 0 || nameLength > limits.maxNameLength() || cut) {
      throw source.error("the time stamp is not followed by an event name", REMEDY);
    }
    String name = new String(source.buffer(), nameStart, nameLength, StandardCharsets.US_ASCII);
    EventCatalog.Entry entry = catalog.classify(name);
    arguments.clear();
    if (entry.kind().hasText()) {
      String text =
          at < end ? new String(source.buffer(), at + 1, end - at - 1, StandardCharsets.UTF_8) : "";
      if (!arguments.split(entry.kind(), text)) {
        throw source.error(
            "the arguments of %s are not those of QEMU 7.2".formatted(name),
            "If the line is cut, record again; if QEMU is newer, leave the event out");
      }
    }
    return new RecordedEvent(
        source.file(),
        source.line(),
        now - baseNs,
        thread,
        entry,
        arguments.keys(),
        arguments.values());
  }

  private String digits(char end, String what) throws RecordingException {
    int start = at;
    int limit = Math.min(source.offset() + source.length(), start + 20);
    while (at < limit && source.buffer()[at] >= '0' && source.buffer()[at] <= '9') {
      at++;
    }
    if (at == start || at >= source.offset() + source.length() || source.buffer()[at] != end) {
      throw source.error("the line has no %s where one is expected".formatted(what), REMEDY);
    }
    return new String(source.buffer(), start, at++ - start, StandardCharsets.US_ASCII);
  }

  private static boolean isNameByte(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
  }
}
