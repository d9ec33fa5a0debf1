package dev.quiesce.harness.workload;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;

/**
 * The file form of a workload: JSON Lines. The first line is a {@link Header}; then one {@link
 * Line} each for the address spaces, the listeners, the regions and the threads in the order of
 * their numbers, and one for each operation, thread by thread.
 */
final class WorkloadCodec {

  static final int VERSION = 1;

  /** To be given a parser or a generator: those bring the limits. */
  static final ObjectMapper MAPPER = mapper();

  private WorkloadCodec() {}

  /** First line; its first member marks the form. */
  record Header(
      int quiesceWorkload,
      WorkloadMeta meta,
      List<Absent> absent,
      int addressSpaces,
      int listeners,
      int regions,
      int threads,
      long operations) {}

  /** A thread without its operations. */
  record ThreadLine(String name, ThreadRole role) {}

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }
}
