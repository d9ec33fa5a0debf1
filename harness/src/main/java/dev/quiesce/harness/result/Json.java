package dev.quiesce.harness.result;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;

/**
 * The one way between records and JSON. What is read may be anybody's: nulls are refused where the
 * record does not allow them, and control characters are spelled out.
 */
public final class Json {
  /** Nesting far beyond any document of ours. */
  private static final int DEEPEST = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(dev.quiesce.api.strategy.Role.class, RoleNames.class)
          .annotationIntrospector(
              AnnotationIntrospector.pair(
                  new NonNullRecords(), new JacksonAnnotationIntrospector()))
          .addModule(new SimpleModule().addDeserializer(String.class, new PrintableStrings()))
          .build();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private Json() {}

  /** One line. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
    }
  }

  /** A document for people too, ending in a line feed. */
  public static String document(Object value) {
    try {
      return PRETTY.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
    }
  }

  /** Reads a record. */
  public static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  /** Reads a list of records. */
  public static <T> List<T> readList(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readerForListOf(type).readValue(json);
  }

  /**
   * The whole number that a document has under a name at its top, without keeping anything else of
   * it.
   *
   * @return the number; -1 if there is none
   */
  public static int number(String json, String name) throws IOException {
    try (JsonParser parser = MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return -1;
      }
      for (String at = parser.nextFieldName(); at != null; at = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (at.equals(name)) {
          return value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : -1;
        }
        parser.skipChildren();
      }
      return -1;
    }
  }

  /** Reads anything. */
  public static JsonNode tree(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /** A tree as a record. */
  public static <T> T convert(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** A record as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }
}
