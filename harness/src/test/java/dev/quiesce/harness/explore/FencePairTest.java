package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.mutant.Planted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bugs that ageing tests miss: no full fence in {@code rcu_read_lock()}, none in the grace period,
 * none beside the wake-up. Store buffers show each, deterministically, in the smallest program that
 * can.
 */
@Tag("controlled")
final class FencePairTest {
  private static String planted(String mutant, String test) {
    List<String> said = new ArrayList<>();
    Mutants mutants = Guice.createInjector(new HarnessModule(List.of())).getInstance(Mutants.class);
    long start = System.nanoTime();
    Planted.entry(mutants.find(mutant).orElseThrow(), PlantedLitmus.class).accept(test, said::add);
    print(mutant + " " + test, said.get(0), start);
    return said.get(0);
  }

  private static void print(String what, String said, long start) {
    System.out.printf("%s: %s after %d ms%n", what, said, (System.nanoTime() - start) / 1_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "no-fence-in-read-lock, T1",
    "no-fence-in-lock-free-grace-period, T1",
    "no-fence-in-lock-free-grace-period, T10"
  })
  void missingFence_inItsLitmusTest_isSeen(String mutant, String test) {
    assertThat(planted(mutant, test)).startsWith("seen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-fence-in-read-unlock", "no-fence-in-wait-for-readers"})
  void missingFence_besideTheWakeUp_losesIt(String mutant) {
    assertThat(planted(mutant, "T4")).startsWith("deadlock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"T1", "T4", "T10"})
  void algorithm_inTheSameTests_isClean(String test) {
    List<String> said = new ArrayList<>();
    long start = System.nanoTime();
    new PlantedLitmus().accept(test, said::add);
    print("original " + test, said.get(0), start);
    assertThat(said).containsExactly("unseen, exhausted");
  }

  @Test
  void fenceOfSynchronize_withTheLocksThere_isNotMissed() {
    assertThat(planted("no-fence-in-synchronize", "T1")).startsWith("unseen");
  }
}
