package dev.quiesce.harness.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the nightly tests of the program itself have shown last: the document {@code
 * endurance.json}. It is not of one run; a report says of which day and commit it is.
 *
 * @param schema version of the format
 * @param fuzz searches for input that breaks a reader
 * @param kills runs that were killed; null if that was not tried
 */
public record Endurance(int schema, List<Fuzzed> fuzz, @Nullable Kills kills) {
  /** The version this program writes. */
  public static final int SCHEMA = 1;

  /** The file's name, beside the run directories. */
  public static final String FILE = "endurance.json";

  /** Copies the list. */
  public Endurance {
    fuzz = List.copyOf(fuzz);
  }

  /** Nothing was tried. */
  public static Endurance none() {
    return new Endurance(SCHEMA, List.of(), null);
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
}
