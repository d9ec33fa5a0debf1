package dev.quiesce.api.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AskedIngredientsTest {
  private static final Ingredient A = new Ingredient("a", "what", "source");
  private static final Ingredient B = new Ingredient("b", "what", "source");
  private static final Ingredient C = new Ingredient("c", "what", "source");

  private final Set<String> asked = new TreeSet<>();
  private final Set<Ingredient> set =
      new AskedIngredients(List.of(A, B, C), Set.of(A), one -> asked.add(one.id()));

  @Test
  void contains_ofOne_tellsThatOne() {
    assertThat(set.contains(A)).isTrue();
    assertThat(set.contains(B)).isFalse();
    assertThat(asked).containsExactly("a", "b");
  }

  static Stream<Function<Set<Ingredient>, Object>> wholeSetQuestions() {
    return Stream.of(
        Set::copyOf,
        ArrayList::new,
        Set::size,
        Set::isEmpty,
        Set::hashCode,
        Set::toString,
        one -> one.toArray(),
        one -> one.equals(Set.of(B)),
        one -> one.iterator().next(),
        one -> one.stream().findAny());
  }

  @ParameterizedTest
  @MethodSource("wholeSetQuestions")
  void question_aboutTheWholeSet_tellsEveryDeclaredOne(Function<Set<Ingredient>, Object> question) {
    assertThat(question.apply(set)).isNotNull();

    assertThat(asked).containsExactly("a", "b", "c");
  }

  @Test
  void switch_ofAListeningSet_asksWhenItIsUsedAndNotBefore() {
    Switch late = Switch.of(set, A);
    assertThat(asked).isEmpty();

    assertThat(late.on()).isTrue();
    assertThat(asked).containsExactly("a");
  }

  @Test
  void switch_ofAnOrdinarySet_saysWhatIsInIt() {
    assertThat(Switch.of(Set.of(A), A).on()).isTrue();
    assertThat(Switch.of(Set.of(A), B).on()).isFalse();
  }
}
