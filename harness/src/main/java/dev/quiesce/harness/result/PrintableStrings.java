package dev.quiesce.harness.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/** Strings without escape sequences for terminals: reports print them. */
final class PrintableStrings extends StdScalarDeserializer<String> {
  private static final long serialVersionUID = 1L;

  PrintableStrings() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return Printable.of(StringDeserializer.instance.deserialize(parser, context));
  }
}
