package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the nightly tests of the program itself have shown last: the document {@code
 * endurance.json}. It is not of one run; a report says of which day and commit it is.
 *
 * @param schema version of the format
 * @param fuzz searches for input that breaks a reader
 * @param kills runs that were killed; null if that was not tried
 * @param torture strategies under load and faults for long; earlier documents have none
 */
public record Endurance(
    int schema,
    List<Fuzzed> fuzz,
    @Nullable Kills kills,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Tortured> torture) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** The file's name, beside the run directories. */
  public static final String FILE = "endurance.json";

  /** Copies the lists. */
  public Endurance {
    fuzz = List.copyOf(fuzz);
    torture = List.copyOf(torture);
  }

  /** Nothing was tried. */
  public static Endurance none() {
    return new Endurance(SCHEMA, List.of(), null, List.of());
  }

  /** With a search, in place of an earlier one of the same reader. */
  public Endurance with(Fuzzed search) {
    return new Endurance(SCHEMA, replaced(fuzz, search, Fuzzed::reader), kills, torture);
  }

  /** With kills, in place of earlier ones. */
  public Endurance with(Kills newest) {
    return new Endurance(SCHEMA, fuzz, newest, torture);
  }

  /** With a torture, in place of an earlier one of the same strategy. */
  public Endurance with(Tortured newest) {
    return new Endurance(SCHEMA, fuzz, kills, replaced(torture, newest, Tortured::strategy));
  }

  private static <T> List<T> replaced(List<T> old, T newest, Function<T, String> name) {
    List<T> all = new ArrayList<>(old);
    all.removeIf(one -> name.apply(one).equals(name.apply(newest)));
    all.add(newest);
    all.sort(Comparator.comparing(name));
    return all;
  }

  /**
   * One search.
   *
   * @param reader what was given input
   * @param inputs how many
   * @param seconds how long
   * @param commit of the program
   * @param date UTC
   */
  public record Fuzzed(String reader, long inputs, long seconds, String commit, String date) {}

  /**
   * Runs that were killed at random points and resumed.
   *
   * @param killed runs
   * @param resumed of these, with the same report; the others had nothing to lose yet
   * @param seed of the points
   * @param commit of the program
   * @param date UTC
   */
  public record Kills(int killed, int resumed, long seed, String commit, String date) {}

  /**
   * One strategy under load and faults.
   *
   * @param strategy its id
   * @param seconds how long
   * @param verdict of the torture
   * @param periods between two looks at the books
   * @param cleanPeriods of those, without any violation
   * @param footprint what became of heap, memory, threads and file descriptors
   * @param seed of every choice
   * @param commit of the program
   * @param date UTC
   */
  public record Tortured(
      String strategy,
      long seconds,
      TortureVerdict verdict,
      int periods,
      int cleanPeriods,
      String footprint,
      long seed,
      String commit,
      String date) {}
}
