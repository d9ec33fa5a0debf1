package dev.quiesce.harness.recording;

/** One record of a run: when, on which thread, what, and its arguments. Immutable. */
public final class RecordedEvent {

  private static final String REMEDY =
      "Record QEMU 7.2 with the events of the guide and the probes of `harness list probes`";

  private final String file;
  private final long line;
  private final long timeNs;
  private final String thread;
  private final EventCatalog.Entry entry;
  private final String[] keys;
  private final Object[] values;

  RecordedEvent(
      String file,
      long line,
      long timeNs,
      String thread,
      EventCatalog.Entry entry,
      String[] keys,
      Object[] values) {
    this.file = file;
    this.line = line;
    this.timeNs = timeNs;
    this.thread = thread;
    this.entry = entry;
    this.keys = keys;
    this.values = values;
  }

  /**
   * Line of the file.
   *
   * @return the number, from 1
   */
  public long line() {
    return line;
  }

  /**
   * Time of the record.
   *
   * @return nanoseconds since the first record; 0 for a record that is a little earlier
   */
  public long timeNs() {
    return Math.max(0, timeNs);
  }

  /** The same, negative for a record that is earlier than the first. */
  long stampNs() {
    return timeNs;
  }

  /**
   * The thread.
   *
   * @return its recorded name; in the log of a stock QEMU its decimal thread id
   */
  public String thread() {
    return thread;
  }

  /**
   * What happened.
   *
   * @return the kind
   */
  public EventKind kind() {
    return entry.kind();
  }

  /**
   * Name of the event as recorded.
   *
   * @return the name
   */
  public String name() {
    return entry.name();
  }

  /**
   * Why the event is left out.
   *
   * @return the rule; meaningful for {@link EventKind#IGNORED} only
   */
  public IgnoreRule rule() {
    return entry.rule();
  }

  /**
   * Tells whether an argument is there and not null.
   *
   * @param key name of the argument; members of nested objects are joined with a dot
   * @return true if so
   */
  public boolean has(String key) {
    int i = indexOf(key);
    return i >= 0 && values[i] != JsonEventParser.NULL;
  }

  /**
   * A text argument.
   *
   * @param key name of the argument
   * @return the text; a number is given in decimal
   * @throws RecordingException if it is missing or null
   */
  public String text(String key) throws RecordingException {
    return required(key).toString();
  }

  /**
   * A text argument that may be missing.
   *
   * @param key name of the argument
   * @param otherwise the result if it is missing or null
   * @return the text
   */
  public String text(String key, String otherwise) {
    int i = indexOf(key);
    return i >= 0 && values[i] != JsonEventParser.NULL ? values[i].toString() : otherwise;
  }

  /**
   * A whole number that is not negative. Text in decimal, or in hexadecimal with {@code 0x}, counts
   * as a number.
   *
   * @param key name of the argument
   * @return the number
   * @throws RecordingException if it is missing, not such a number, or above 2^63-1
   */
  public long number(String key) throws RecordingException {
    Object value = required(key);
    long number = -1;
    if (value instanceof Long exact) {
      number = exact;
    } else if (value instanceof String text && !text.startsWith("-") && !text.startsWith("+")) {
      try {
        number =
            text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
      } catch (NumberFormatException e) {
        number = -1;
      }
    }
    if (number < 0) {
      throw wrongType(key, "a whole number that is not negative", value);
    }
    return number;
  }

  /**
   * A pointer; 0 stands for null, which QEMU's text writes {@code (nil)}.
   *
   * @param key name of the argument
   * @return the 64 bits of the address
   * @throws RecordingException if it is missing or not a pointer
   */
  public long pointer(String key) throws RecordingException {
    int i = indexOf(key);
    if (i >= 0 && values[i] == JsonEventParser.NULL) {
      return 0;
    }
    Object value = required(key);
    if (value instanceof Long exact) {
      return exact;
    }
    if (value instanceof String text) {
      if (text.equals("(nil)")) {
        return 0;
      }
      if (text.startsWith("0x")) {
        try {
          return Long.parseUnsignedLong(text.substring(2), 16);
        } catch (NumberFormatException e) {
          throw wrongType(key, "a pointer", value);
        }
      }
    }
    throw wrongType(key, "a pointer", value);
  }

  /**
   * A whole number that fits an {@code int}.
   *
   * @param key name of the argument
   * @return the number, not negative
   * @throws RecordingException if it is missing, not such a number, or above 2^31-1
   */
  public int smallNumber(String key) throws RecordingException {
    long number = number(key);
    if (number > Integer.MAX_VALUE) {
      throw wrongType(key, "a number below 2^31", number);
    }
    return (int) number;
  }

  /**
   * Makes the exception for this record.
   *
   * @param problem what is wrong
   * @param remedy what to do about it
   * @return the exception
   */
  public RecordingException error(String problem, String remedy) {
    return new RecordingException(file, line, problem, remedy);
  }

  private Object required(String key) throws RecordingException {
    int i = indexOf(key);
    if (i < 0 || values[i] == JsonEventParser.NULL) {
      throw error("event %s has no argument '%s'".formatted(name(), key), REMEDY);
    }
    return values[i];
  }

  private RecordingException wrongType(String key, String expected, Object value) {
    String text = value.toString();
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return error(
        "argument '%s' of event %s is not %s: %s".formatted(key, name(), expected, shown), REMEDY);
  }

  private int indexOf(String key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
