package dev.quiesce.harness.fuzz;

import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.rundir.EnduranceFile;
import dev.quiesce.harness.rundir.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Tests write what they did into the file that the property {@code quiesce.endurance} names. */
public final class NightlyRecord {
  private static final String PROPERTY = "quiesce.endurance";

  private NightlyRecord() {}

  /** Records a search of the reader, in place of an earlier one. */
  static void fuzzed(String reader, long inputs, long seconds) throws IOException {
    Endurance.Fuzzed search =
        new Endurance.Fuzzed(
            reader, inputs, seconds, EnduranceFile.commit(), Machine.now().toString());
    update(old -> old.with(search));
  }

  /** Records kills, in place of earlier ones. */
  public static void killed(int killed, int resumed, long seed) throws IOException {
    Endurance.Kills kills =
        new Endurance.Kills(
            killed, resumed, seed, EnduranceFile.commit(), Machine.now().toString());
    update(old -> old.with(kills));
  }

  private static void update(UnaryOperator<Endurance> change) throws IOException {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      new EnduranceFile(Path.of(file)).update(change);
    }
  }
}
