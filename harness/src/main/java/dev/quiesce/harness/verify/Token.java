package dev.quiesce.harness.verify;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that can be sent by mail: {@code
 * q1:strategy:ingredients:scenario:variant:memory-model:rcu:schedule:checksum}.
 *
 * <p>Ingredients are joined by {@code +} ({@code -} for none); a planted bug follows after a {@code
 * ~}. The schedule is run-length coded: a letter for the task, then how many steps it takes, 1 left
 * out.
 */
public record Token(CellKey key, @Nullable String mutant, Schedule schedule) {
  private static final String VERSION = "q1";
  private static final String MUTANT = "~";

  /** One for each number of an actor. */
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEF";

  private static final int PARTS = 9;
  private static final int MAX_STEPS = 100_000;

  /** Of the length of a run, which may be all steps. */
  private static final int MAX_DIGITS = String.valueOf(MAX_STEPS).length();

  /** The same schedule for another set of ingredients. */
  public Token with(List<String> ingredients) {
    CellKey other =
        new CellKey(
            key.strategy(),
            key.role(),
            key.form(),
            ingredients,
            key.scenario(),
            key.variant(),
            key.memoryModel(),
            key.rcu());
    return new Token(other, mutant, schedule);
  }

  private String ingredients() {
    return key.ingredients().isEmpty() ? "-" : String.join("+", key.ingredients());
  }

  /** The text form. */
  public String encode() {
    String body =
        String.join(
            ":",
            VERSION,
            key.strategy(),
            ingredients() + (mutant == null ? "" : MUTANT + mutant),
            key.scenario(),
            key.variant(),
            key.memoryModel().name().toLowerCase(Locale.ROOT),
            key.rcu().name().toLowerCase(Locale.ROOT),
            encode(schedule));
    return body + ":" + checksum(body);
  }

  /**
   * Reads the text form.
   *
   * @throws UsageException naming what is wrong with it
   */
  public static Token decode(String text) {
    String token = text.strip();
    String[] parts = token.split(":", -1);
    if (!parts[0].equals(VERSION)) {
      throw new UsageException(
          "replay token is of version '"
              + abbreviate(parts[0])
              + "', this program reads "
              + VERSION
              + ": replay it with the program that printed it");
    }
    if (parts.length != PARTS) {
      throw new UsageException(
          "replay token has "
              + parts.length
              + " parts instead of "
              + PARTS
              + ": copy the whole line");
    }
    int end = token.lastIndexOf(':');
    String sum = checksum(token.substring(0, end));
    if (!sum.equals(parts[PARTS - 1])) {
      throw new UsageException(
          "replay token is damaged: its checksum is "
              + sum
              + ", it says "
              + abbreviate(parts[PARTS - 1])
              + ": copy it again");
    }
    int tilde = parts[2].indexOf(MUTANT);
    String ingredients = tilde < 0 ? parts[2] : parts[2].substring(0, tilde);
    String mutant = tilde < 0 ? null : parts[2].substring(tilde + MUTANT.length());
    CellKey key =
        new CellKey(
            parts[1],
            Role.FIX,
            CellKey.SUBSET,
            ingredients.equals("-") ? List.of() : List.of(ingredients.split("\\+", -1)),
            parts[3],
            parts[4],
            model(MemoryModel.class, parts[5]),
            model(RcuModel.class, parts[6]));
    return new Token(key, mutant, schedule(parts[7]));
  }

  private static <E extends Enum<E>> E model(Class<E> type, String text) {
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "replay token names the model '"
              + abbreviate(text)
              + "', which this program does not have");
    }
  }

  private static String encode(Schedule schedule) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < schedule.length(); ) {
      int run = 1;
      while (i + run < schedule.length() && schedule.at(i + run) == schedule.at(i)) {
        run++;
      }
      text.append(LETTERS.charAt(schedule.at(i)));
      if (run > 1) {
        text.append(run);
      }
      i += run;
    }
    return text.toString();
  }

  private static Schedule schedule(String text) {
    List<Integer> choices = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int task = LETTERS.indexOf(text.charAt(i++));
      int from = i;
      while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        i++;
      }
      boolean sane = task >= 0 && i - from <= MAX_DIGITS;
      int run = !sane ? 0 : i == from ? 1 : Integer.parseInt(text.substring(from, i));
      if (run <= 0 || choices.size() + run > MAX_STEPS) {
        throw new UsageException(
            "replay token has no readable schedule at '"
                + abbreviate(text.substring(from - 1))
                + "'");
      }
      for (int k = 0; k < run; k++) {
        choices.add(task);
      }
    }
    return new Schedule(choices.stream().mapToInt(Integer::intValue).toArray());
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }

  private static String abbreviate(String text) {
    return text.length() <= 24 ? text : text.substring(0, 24) + "…";
  }
}
