package dev.quiesce.api.strategy;

/**
 * A named part of a fix that can be switched on and off.
 *
 * @param id stable, lower case with dashes
 * @param what one sentence
 * @param source the message, RFC patch or QEMU function it comes from
 */
public record Ingredient(String id, String what, String source) {
  /** By the id, which tells ingredients apart. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
