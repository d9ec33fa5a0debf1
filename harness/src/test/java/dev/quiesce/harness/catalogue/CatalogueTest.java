package dev.quiesce.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.UsageException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
  private final Catalogue catalogue =
      new Catalogue(
          List.of(
              Strategies.named("control-unfixed", Role.CONTROL),
              Strategies.named("zebra", Role.FIX),
              Strategies.named("migration-block", Role.FIX),
              Strategies.named("antelope", Role.FIX),
              Strategies.named("control-drain", Role.CONTROL),
              Strategies.named("gfree-rcu", Role.FIX)));

  private List<String> select(String text) {
    return catalogue.select(text).stream().map(StrategyDescriptor::id).toList();
  }

  @Test
  void strategies_areInTheOrderOfTables() {
    assertThat(catalogue.ids())
        .containsExactly(
            "gfree-rcu",
            "migration-block",
            "antelope",
            "zebra",
            "control-drain",
            "control-unfixed");
  }

  @Test
  void select_words_meanRoles() {
    assertThat(select("all")).isEqualTo(catalogue.ids());
    assertThat(select("fixes"))
        .containsExactly("gfree-rcu", "migration-block", "antelope", "zebra");
    assertThat(select("controls")).containsExactly("control-drain", "control-unfixed");
  }

  @Test
  void select_idsAndWords_giveEachOnceInOrder() {
    assertThat(select("zebra, gfree-rcu,zebra")).containsExactly("gfree-rcu", "zebra");
    assertThat(select("controls,zebra"))
        .containsExactly("zebra", "control-drain", "control-unfixed");
  }

  @Test
  void select_unknownId_namesTheValidAndTheNearest() {
    assertThatThrownBy(() -> select("gfree-rcu,gfre-rcu"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean 'gfree-rcu'?")
        .hasMessageContaining("valid: all, fixes, controls, gfree-rcu, migration-block");
  }

  @Test
  void select_nothingLikeIt_suggestsNothing() {
    assertThatThrownBy(() -> select("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"))
        .isInstanceOf(UsageException.class)
        .message()
        .doesNotContain("did you mean");
  }

  @Test
  void select_emptyPart_isAnError() {
    assertThatThrownBy(() -> select("zebra,,antelope")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> select("")).isInstanceOf(UsageException.class);
  }

  @Test
  void select_roleThatNobodyHas_isAnError() {
    Catalogue fixes = new Catalogue(List.of(Strategies.named("zebra", Role.FIX)));

    assertThatThrownBy(() -> fixes.select("controls")).isInstanceOf(UsageException.class);
  }

  @Test
  void catalogue_idTwice_isAnError() {
    StrategyDescriptor one = Strategies.named("zebra", Role.FIX);

    assertThatThrownBy(() -> new Catalogue(List.of(one, one)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("zebra");
  }

  @Test
  void plugins_idTwice_namesBothClasses() {
    StrategyPlugin plugin = new Plugin();

    assertThatThrownBy(() -> CatalogueModule.byId(List.of(plugin, plugin)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(Plugin.class.getName());
  }

  private static final class Plugin implements StrategyPlugin {
    @Override
    public StrategyDescriptor descriptor() {
      return Strategies.named("zebra", Role.FIX);
    }

    @Override
    public Protocol create(Vm vm, Set<Ingredient> ingredients) {
      throw new UnsupportedOperationException();
    }
  }
}
