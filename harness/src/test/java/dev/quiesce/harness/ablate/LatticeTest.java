package dev.quiesce.harness.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.UsageException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatticeTest {
  private static final List<Ingredient> ABC =
      List.of(ingredient("a"), ingredient("b"), ingredient("c"));

  private static Ingredient ingredient(String id) {
    return new Ingredient(id, "what", "source");
  }

  private static Lattice lattice(List<Ingredient> ingredients, List<Set<Ingredient>> exclusive) {
    Form form = new Form(Form.COMPLETE, Set.of(), Set.of(), List.of(), List.of());
    return new Lattice(
        new StrategyDescriptor(
            "id", Role.FIX, "title", "source", ingredients, List.of(form), 0, exclusive, null));
  }

  @Test
  void subsets_withoutExclusions_areAllOfThem() {
    assertThat(lattice(ABC, List.of()).subsets()).hasSize(8).startsWith(0).endsWith(7);
  }

  @Test
  void subsets_ofAnExclusiveGroup_haveAtMostOneOfIt() {
    Lattice lattice = lattice(ABC, List.of(Set.of(ABC.get(0), ABC.get(2))));

    assertThat(lattice.subsets().stream().map(lattice::ids))
        .hasSize(6)
        .doesNotContain(List.of("a", "c"), List.of("a", "b", "c"));
  }

  @Test
  void ids_ofAMask_areInDeclaredOrder() {
    Lattice lattice = lattice(ABC, List.of());

    assertThat(lattice.ids(lattice.mask(List.of("c", "a")))).containsExactly("a", "c");
  }

  @Test
  void minimal_ofSetsThatAreNotMonotone_areThoseWithoutASmallerOne() {
    // {a} and {b,c} are; {a,b} is not, although {a,b,c} is sufficient again.
    assertThat(Lattice.minimal(List.of(0b111, 0b110, 0b001))).containsExactly(0b001, 0b110);
  }

  @Test
  void lattice_ofTooManyIngredients_isRefused() {
    List<Ingredient> many = IntStream.range(0, 19).mapToObj(i -> ingredient("i" + i)).toList();

    assertThatThrownBy(() -> lattice(many, List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("19 ingredients");
  }
}
