package dev.quiesce.harness.promela;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code CELL} line of the model: what spin must find in a variant, and the cell of the harness
 * that must agree.
 *
 * @param defines preprocessor definitions of the variant
 * @param expected of spin
 * @param strategy id
 * @param form name
 * @param scenario id
 * @param variant of the scenario
 * @param mutant id of the bug that is planted in the cell
 */
record ModelVariant(
    List<String> defines,
    Spin.Outcome expected,
    String strategy,
    String form,
    String scenario,
    String variant,
    Optional<String> mutant) {
  private static final Pattern LINE =
      Pattern.compile(
          " \\* CELL ((?:-D\\w+ )+)= (\\w+) \\| (\\S+) (\\S+) ([^/]+)/(\\S+)(?: (\\S+))?");

  /** The variants that a model's header lists. */
  static List<ModelVariant> of(String model) {
    return model
        .lines()
        .filter(line -> line.startsWith(" * CELL"))
        .map(ModelVariant::parse)
        .toList();
  }

  private static ModelVariant parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a CELL line: " + line);
    }
    return new ModelVariant(
        Arrays.asList(parts.group(1).strip().split(" ")),
        Spin.Outcome.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
        parts.group(3),
        parts.group(4),
        parts.group(5),
        parts.group(6),
        Optional.ofNullable(parts.group(7)));
  }

  @Override
  public String toString() {
    return String.join(" ", defines);
  }
}
