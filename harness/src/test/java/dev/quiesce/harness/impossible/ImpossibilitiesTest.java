package dev.quiesce.harness.impossible;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.scenario.Scenarios;
import dev.quiesce.harness.verify.CellVerifier;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody can have it: each choice in a dilemma breaks a promise, in a schedule that replays. */
@Tag("controlled")
final class ImpossibilitiesTest {
  private static final CellBudget BUDGET = new CellBudget(2, CellBudget.UNBOUNDED, 3_000);
  private static final CellVerifier VERIFIER = new CellVerifier(Map.of(), new Scenarios());

  @AfterAll
  static void close() {
    VERIFIER.close();
  }

  static Stream<Arguments> choices() {
    return Impossibilities.all().stream()
        .flatMap(one -> one.choices().stream().map(choice -> Arguments.of(one.id(), choice)));
  }

  @Test
  void impossibilities_always_offerAChoiceThatBreaksAPromise() {
    assertThat(Impossibilities.all())
        .extracting(Impossibility::id)
        .containsExactly("I1", "I2", "I3", "I4", "I5", "I6", "I7");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("choices")
  void choice_inItsDilemma_breaksWhatItIsSaidToBreak(String id, Choice choice) {
    CellResult cell = VERIFIER.verify(choice.job(BUDGET, 1));
    Promise broken = choice.breaks();

    if (broken == null) {
      assertThat(cell.promises()).doesNotContainValue(PromiseStatus.VIOLATED);
      return;
    }
    Violation violation =
        cell.violations().stream()
            .filter(one -> one.promise() == broken)
            .findFirst()
            .orElseThrow(() -> new AssertionError(id + ": " + cell.promises() + cell.note()));
    assertThat(VERIFIER.replay(violation.replay()).recurred()).isTrue();
  }
}
