package dev.quiesce.harness.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/**
 * One line of JSON → one event. The line is {@code {"t_ns":…,"tid":…,"ev":…,"args":{…}}} in any
 * order, with exactly these members. Arguments of events that are left out are checked for syntax
 * and not kept.
 */
final class JsonEventParser {

  /** Stands for JSON's null among the values of an event. */
  static final Object NULL = new Object();

  private static final String RECORD_AGAIN = "Record again, or cut the file before this line";

  private final LineSource source;
  private final RecordingLimits limits;
  private final JsonFactory factory;
  private final EventCatalog catalog;
  private final EventArguments arguments = new EventArguments();

  JsonEventParser(LineSource source, RecordingLimits limits, EventCatalog catalog) {
    this.source = source;
    this.limits = limits;
    this.catalog = catalog;
    this.factory = factory(limits);
  }

  static JsonFactory factory(RecordingLimits limits) {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxDepth())
                .maxNameLength(limits.maxNameLength())
                .maxStringLength(limits.maxLineBytes())
                .maxNumberLength(64)
                .build())
        .build();
  }

  RecordedEvent parse() throws RecordingException {
    arguments.clear();
    try (JsonParser parser =
        factory.createParser(source.buffer(), source.offset(), source.length())) {
      return parse(parser);
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw describe(source, e);
    }
  }

  private RecordedEvent parse(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw source.error("the line is not a JSON object", RECORD_AGAIN);
    }
    long time = -1;
    String thread = "";
    EventCatalog.Entry entry = null;
    boolean hasArguments = false;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (key) {
        case "t_ns" -> {
          requireFirst(key, time < 0);
          time = time(parser, value);
        }
        case "tid" -> {
          requireFirst(key, thread.isEmpty());
          thread = name(parser, value, key);
        }
        case "ev" -> {
          requireFirst(key, entry == null);
          entry = catalog.classify(name(parser, value, key));
        }
        case "args" -> {
          requireFirst(key, !hasArguments);
          hasArguments = true;
          readArguments(parser, value, entry == null || entry.kind() != EventKind.IGNORED);
        }
        default ->
            throw source.error(
                "the record has an unknown member '%s'".formatted(key), RECORD_AGAIN);
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw source.error("the line has something after its JSON object", RECORD_AGAIN);
    }
    if (time < 0 || thread.isEmpty() || entry == null || !hasArguments) {
      String missing = time < 0 ? "t_ns" : thread.isEmpty() ? "tid" : entry == null ? "ev" : "args";
      throw source.error("the record has no '%s'".formatted(missing), RECORD_AGAIN);
    }
    splitText(entry);
    return new RecordedEvent(
        source.file(), source.line(), time, thread, entry, arguments.keys(), arguments.values());
  }

  private void requireFirst(String key, boolean first) throws RecordingException {
    if (!first) {
      throw source.error("the record has '%s' twice".formatted(key), RECORD_AGAIN);
    }
  }

  private long time(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < 0) {
      throw source.error(
          "'t_ns' is not a whole number of nanoseconds from 0 to 2^63-1", RECORD_AGAIN);
    }
    return parser.getLongValue();
  }

  private String name(JsonParser parser, JsonToken value, String key) throws IOException {
    if (value != JsonToken.VALUE_STRING || parser.getTextLength() == 0) {
      throw source.error("'%s' is not a text".formatted(key), RECORD_AGAIN);
    }
    if (parser.getTextLength() > limits.maxNameLength()) {
      throw source.error(
          "'%s' is longer than %d characters".formatted(key, limits.maxNameLength()), RECORD_AGAIN);
    }
    return parser.getText();
  }

  private void readArguments(JsonParser parser, JsonToken value, boolean keep) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      throw source.error("'args' is not an object", RECORD_AGAIN);
    }
    if (keep) {
      readObject(parser, "");
    } else {
      parser.skipChildren();
    }
  }

  private void readObject(JsonParser parser, String prefix) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      String path = prefix.isEmpty() ? key : prefix + key;
      JsonToken value = parser.nextToken();
      switch (value) {
        case START_OBJECT -> readObject(parser, path + ".");
        case START_ARRAY -> parser.skipChildren();
        case VALUE_STRING -> keep(path, parser.getText());
        case VALUE_NUMBER_INT -> keep(path, wholeNumber(parser));
        case VALUE_NULL -> keep(path, NULL);
        default -> keep(path, parser.getText());
      }
    }
  }

  private static Object wholeNumber(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getText()
        : (Object) parser.getLongValue();
  }

  private void keep(String path, Object value) throws RecordingException {
    if (arguments.size() >= limits.maxArguments()) {
      throw source.error(
          "the record has more than %d arguments".formatted(limits.maxArguments()), RECORD_AGAIN);
    }
    arguments.add(path, value);
  }

  /** A recorder that did not split an event's text leaves it in {@code s}. */
  private void splitText(EventCatalog.Entry entry) throws RecordingException {
    if (!entry.kind().hasText() || arguments.size() != 1 || !arguments.key(0).equals("s")) {
      return;
    }
    String text = String.valueOf(arguments.value(0));
    if (!arguments.split(entry.kind(), text)) {
      throw source.error(
          "the arguments of %s are not those of QEMU 7.2".formatted(entry.name()),
          "Record with QEMU 7.2, or leave the event out");
    }
  }

  /** Says in our words what Jackson found. */
  static RecordingException describe(LineSource source, IOException e) {
    if (e instanceof StreamConstraintsException limit) {
      return source.error("a limit is exceeded: " + firstLine(limit), RECORD_AGAIN);
    }
    if (e instanceof JsonProcessingException syntax) {
      return source.error("the line is not JSON: " + firstLine(syntax), RECORD_AGAIN);
    }
    return source.error("the line is not JSON: " + e.getMessage(), RECORD_AGAIN);
  }

  private static String firstLine(JsonProcessingException e) {
    String text = e.getOriginalMessage();
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
