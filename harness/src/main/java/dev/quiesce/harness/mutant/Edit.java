package dev.quiesce.harness.mutant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One change of compiled code. {@code in} names the method, {@code api.sync.QemuRcu$Reader#lock},
 * relative to {@code dev.quiesce}; its lambdas belong to it. Calls are named {@code Type.method} by
 * the simple name of the type that the code calls it on.
 *
 * <p>{@code nth} counts from 1 within the method and its lambdas; 0 means each of them. An edit
 * that finds nothing to change is an error: the code has moved on, and the mutant with it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Edit.Omit.class, name = "omit"),
  @JsonSubTypes.Type(value = Edit.Replace.class, name = "replace"),
  @JsonSubTypes.Type(value = Edit.Earlier.class, name = "earlier"),
  @JsonSubTypes.Type(value = Edit.Branch.class, name = "branch"),
  @JsonSubTypes.Type(value = Edit.Result.class, name = "result"),
  @JsonSubTypes.Type(value = Edit.Field.class, name = "field"),
  @JsonSubTypes.Type(value = Edit.Unstored.class, name = "unstored"),
  @JsonSubTypes.Type(value = Edit.Constant.class, name = "number"),
  @JsonSubTypes.Type(value = Edit.Empty.class, name = "empty")
})
public sealed interface Edit {
  /** The method to change. */
  String in();

  /** Leaves a call out; its result is 0 or null. */
  record Omit(String in, String call, int nth) implements Edit {}

  /**
   * Calls something else instead.
   *
   * @param with the name of another method of that type with the same parameters, or {@code
   *     Replacements.method}: a static method that takes the receiver first
   */
  record Replace(String in, String call, int nth, String with) implements Edit {}

  /**
   * Moves the statement with the call to a place before the statement with another.
   *
   * @param before the other call
   */
  record Earlier(String in, String call, int nth, String before) implements Edit {}

  /**
   * Changes a condition.
   *
   * @param to what becomes of the jump that the condition is compiled to
   */
  record Branch(String in, int nth, Jump to) implements Edit {}

  /** A call's result is replaced by a number, or by null for 0; the call is made. */
  record Result(String in, String call, int nth, int is) implements Edit {}

  /** Reads another static field, such as a constant of an enum. */
  record Field(String in, String field, int nth, String with) implements Edit {}

  /** Leaves the store of a field out. */
  record Unstored(String in, String field, int nth) implements Edit {}

  /** Replaces a number in the code. */
  record Constant(String in, int from, int nth, int to) implements Edit {}

  /** The method does nothing and returns 0 or null. */
  record Empty(String in) implements Edit {}

  /** What becomes of a conditional jump. */
  enum Jump {
    /** It is always made. */
    ALWAYS,
    /** It is never made. */
    NEVER,
    /** It is made when it was not. */
    NEGATED,
    /** It is also made, or no longer made, when the two sides are equal. */
    BOUNDARY
  }

  /** The class that {@link #in} names, as in a class file's name. */
  default String type() {
    String name = in().substring(0, in().indexOf('#'));
    return "dev/quiesce/" + name.replace('.', '/');
  }

  /** The method's name. */
  default String method() {
    return in().substring(in().indexOf('#') + 1);
  }
}
