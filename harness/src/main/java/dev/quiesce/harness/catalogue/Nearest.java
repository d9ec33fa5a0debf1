package dev.quiesce.harness.catalogue;

import dev.quiesce.harness.result.UsageException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a misspelt id was probably meant to be. */
public final class Nearest {
  private Nearest() {}

  /** The candidate with the fewest edits, if they are few. */
  public static Optional<String> to(String text, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(text, candidate)))
        .filter(best -> distance(text, best) <= Math.max(2, best.length() / 2));
  }

  /** An error that names what is valid and what is nearest. */
  public static UsageException unknown(String what, String text, Collection<String> valid) {
    String hint = to(text, valid).map(best -> "; did you mean '" + best + "'?").orElse("");
    return new UsageException(
        "unknown " + what + " '" + text + "'" + hint + "\nvalid: " + String.join(", ", valid));
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(swap, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
