package dev.quiesce.harness.result;

import java.util.List;

/**
 * The document of {@code usage --format json} and of {@code usage.json}.
 *
 * @param schema version of the format
 * @param subjects in the order of the catalogue
 */
public record UsageDocument(int schema, List<UsageTable> subjects) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** Copies the list. */
  public UsageDocument {
    subjects = List.copyOf(subjects);
  }
}
