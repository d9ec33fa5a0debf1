package dev.quiesce.harness.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what {@link WorkloadWriter} wrote. Numbers that the file states are checked, never
 * allocated for.
 */
final class WorkloadFileReader {

  private static final String IMPORT_AGAIN = "Import the recording again";

  private final LineSource source;
  private final JsonFactory factory;
  private final Map<OperationKind, ObjectReader> readers = new EnumMap<>(OperationKind.class);
  private final List<List<Operation>> operations = new ArrayList<>();
  private long read;

  WorkloadFileReader(LineSource source, RecordingLimits limits) {
    this.source = source;
    factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.maxDepth())
                    .maxNameLength(limits.maxNameLength())
                    .maxStringLength(limits.maxLineBytes())
                    .maxNumberLength(64)
                    .build())
            .build();
    for (OperationKind kind : OperationKind.values()) {
      readers.put(kind, WorkloadCodec.MAPPER.readerFor(kind.type()));
    }
  }

  ImportedWorkload read() throws RecordingException {
    requireLine("header");
    WorkloadCodec.Header header = value(WorkloadCodec.Header.class);
    if (header.quiesceWorkload() != WorkloadCodec.VERSION) {
      throw source.error(
          "workload format %d is unknown".formatted(header.quiesceWorkload()),
          "This program reads format %d; import the recording again"
              .formatted(WorkloadCodec.VERSION));
    }
    List<AddressSpaceInfo> spaces = many(header.addressSpaces(), AddressSpaceInfo.class);
    List<ListenerInfo> listeners = many(header.listeners(), ListenerInfo.class);
    List<RegionInfo> regions = many(header.regions(), RegionInfo.class);
    List<WorkloadCodec.ThreadLine> threads = many(header.threads(), WorkloadCodec.ThreadLine.class);
    threads.forEach(thread -> operations.add(new ArrayList<>()));
    while (source.next()) {
      operation();
    }
    if (read != header.operations()) {
      throw source.error(
          "the header announces %d operations, the file has %d"
              .formatted(header.operations(), read),
          IMPORT_AGAIN);
    }
    try {
      List<ThreadTrack> tracks = new ArrayList<>();
      for (int i = 0; i < threads.size(); i++) {
        WorkloadCodec.ThreadLine thread = threads.get(i);
        tracks.add(new ThreadTrack(thread.name(), thread.role(), operations.get(i)));
      }
      Workload workload =
          new Workload(header.meta(), listeners, spaces, regions, tracks, header.absent());
      long lines = source.line();
      return new ImportedWorkload(
          workload, new Accounting(lines, lines, Map.of(), Map.of(), List.of(), header.absent()));
    } catch (IllegalArgumentException e) {
      throw new RecordingException(
          source.file(), 0, "its parts do not fit together: " + e.getMessage(), IMPORT_AGAIN);
    }
  }

  private void requireLine(String what) throws RecordingException {
    if (!source.next()) {
      throw source.error("the file ends where a %s is expected".formatted(what), IMPORT_AGAIN);
    }
  }

  private <T> List<T> many(int count, Class<T> type) throws RecordingException {
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requireLine(type.getSimpleName().toLowerCase(Locale.ROOT));
      list.add(value(type));
    }
    return list;
  }

  private <T> T value(Class<T> type) throws RecordingException {
    try (JsonParser parser =
        factory.createParser(source.buffer(), source.offset(), source.length())) {
      T value = WorkloadCodec.MAPPER.readValue(parser, type);
      if (value == null || parser.nextToken() != null) {
        throw source.error("the line is not one JSON object", IMPORT_AGAIN);
      }
      return value;
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw describe(e);
    }
  }

  private void operation() throws RecordingException {
    try (JsonParser parser =
        factory.createParser(source.buffer(), source.offset(), source.length())) {
      parser.setCodec(WorkloadCodec.MAPPER);
      boolean opened = parser.nextToken() == JsonToken.START_OBJECT;
      int thread = opened && "thread".equals(parser.nextFieldName()) ? parser.nextIntValue(-1) : -1;
      String kind =
          thread >= 0 && "kind".equals(parser.nextFieldName()) ? parser.nextTextValue() : "";
      if (thread < 0
          || thread >= operations.size()
          || kind == null
          || !"op".equals(parser.nextFieldName())) {
        throw source.error("the line is not an operation of a known thread", IMPORT_AGAIN);
      }
      parser.nextToken();
      Operation operation = readerOf(kind).readValue(parser);
      if (operation == null
          || parser.nextToken() != JsonToken.END_OBJECT
          || parser.nextToken() != null) {
        throw source.error("the line is not one operation", IMPORT_AGAIN);
      }
      operations.get(thread).add(operation);
      read++;
    } catch (RecordingException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw source.error("the kind of operation is unknown", IMPORT_AGAIN);
    } catch (IOException e) {
      throw describe(e);
    }
  }

  private ObjectReader readerOf(String kind) {
    ObjectReader reader = readers.get(OperationKind.valueOf(kind));
    if (reader == null) {
      throw new IllegalArgumentException(kind);
    }
    return reader;
  }

  private RecordingException describe(IOException e) {
    String text =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    String line = String.valueOf(text).lines().findFirst().orElse("");
    String shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    return source.error("the line is not part of a workload: " + shown, IMPORT_AGAIN);
  }
}
