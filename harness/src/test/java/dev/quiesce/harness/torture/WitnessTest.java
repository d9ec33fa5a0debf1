package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.Callback;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a walk must look like, and where choices come from. */
class WitnessTest {
  private final Witness witness = new Witness(Randomness.of(1, "test"), false);

  private static int first(Randomness randomness) {
    SplittableRandom choices = randomness.choices();
    return choices.nextInt();
  }

  private void walk(Element... visited) {
    witness.walkBegins(Callback.LOG_CLEAR);
    for (Element element : visited) {
      witness.visit(element, Callback.LOG_CLEAR);
    }
  }

  private static Element element(int number, boolean permanent) {
    return new Element((self, called, callback) -> {}, number, permanent, Set.of());
  }

  @Test
  void walk_everyPermanentOnceInOrder_isRight() {
    walk(element(0, true), element(9, false), element(1, true));
    assertThat(witness.walkEnds(2)).isNull();
  }

  @Test
  void walk_permanentMissing_isWrong() {
    walk(element(0, true));
    assertThat(witness.walkEnds(2)).contains("1 of 2");
  }

  @Test
  void walk_permanentOutOfOrder_isWrong() {
    walk(element(1, true), element(0, true));
    assertThat(witness.walkEnds(2)).contains("priorities");
  }

  @Test
  void walk_sameRegistrationTwice_isWrong() {
    Element twice = element(9, false);
    walk(twice, twice);
    assertThat(witness.walkEnds(0)).contains("twice");
  }

  @Test
  void walk_callbackOfAnotherKind_isNotTheWalks() {
    walk(element(0, true));
    witness.visit(element(0, true), Callback.REGION_ADD);
    assertThat(witness.walkEnds(1)).isNull();
  }

  @Test
  void choices_sameSeedAndName_areTheSame() {
    assertThat(first(Randomness.of(7, "s").with("thread")))
        .isEqualTo(first(Randomness.of(7, "s").with("thread")));
  }

  @Test
  void choices_anotherThreadOrSeed_areOthers() {
    assertThat(first(Randomness.of(7, "s").with("thread")))
        .isNotEqualTo(first(Randomness.of(7, "s").with("other")))
        .isNotEqualTo(first(Randomness.of(8, "s").with("thread")));
  }
}
