package dev.quiesce.harness.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.google.inject.Guice;
import dev.quiesce.harness.HarnessModule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PlantedTest {
  /** What the copy with a bug does and says. */
  public static final class Probe implements BiConsumer<String, Consumer<String>> {
    @Override
    public void accept(String text, Consumer<String> out) {
      out.accept(Planted.here() + " " + twice(Integer.parseInt(text)));
    }

    private static int twice(int number) {
      return 2 * number;
    }
  }

  private static String said(Edit edit) {
    List<String> said = new ArrayList<>();
    Mutant mutant = new Mutant("bug", 0, "a bug", List.of(edit), new Killer.Test("this one"));
    Planted.entry(mutant, Probe.class).accept("21", said::add);
    return said.get(0);
  }

  @Test
  void copy_withABug_behavesDifferentlyAndKnowsItsName() {
    assertThat(said(new Edit.Empty("harness.mutant.PlantedTest$Probe#twice"))).isEqualTo("bug 0");
    assertThat(said(new Edit.Constant("harness.mutant.PlantedTest$Probe#twice", 2, 1, 3)))
        .isEqualTo("bug 63");
  }

  @Test
  void original_afterPlanting_isUnchanged() {
    List<String> said = new ArrayList<>();
    new Probe().accept("21", said::add);
    assertThat(said).containsExactly("null 42");
  }

  @Test
  void edit_thatFindsNothing_isRefused() {
    assertThatThrownBy(
            () -> said(new Edit.Omit("harness.mutant.PlantedTest$Probe#twice", "Foo.bar", 0)))
        .hasMessageContaining("does not fit the code");
  }

  @Test
  void everyListedMutant_always_fitsTheCode() {
    Mutants mutants = Guice.createInjector(new HarnessModule(List.of())).getInstance(Mutants.class);
    assertSoftly(
        softly ->
            mutants
                .all()
                .forEach(
                    mutant ->
                        softly
                            .assertThatCode(() -> Planted.entry(mutant, Probe.class))
                            .as(mutant.id())
                            .doesNotThrowAnyException()));
  }
}
