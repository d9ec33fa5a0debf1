package dev.quiesce.harness.report;

import java.util.Locale;

/** How constants are written for people: as in the JSON. */
final class Names {
  private Names() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
