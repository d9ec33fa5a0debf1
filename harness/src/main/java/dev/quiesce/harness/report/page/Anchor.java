package dev.quiesce.harness.report.page;

import java.util.Locale;

/** Ids of places in the page: the same words give the same id, different words different ids. */
public final class Anchor {
  private Anchor() {}

  /** The id of some words; only letters, digits, dashes and underscores are left in it. */
  public static String of(String... words) {
    String joined = String.join("-", words);
    String safe = joined.replaceAll("[^A-Za-z0-9_-]", "_");
    return safe.equals(joined)
        ? safe
        : safe + "_" + String.format(Locale.ROOT, "%08x", joined.hashCode());
  }
}
