package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import java.util.List;
import java.util.Set;

/** Descriptors for tests. */
public final class Strategies {
  static final Ingredient SWITCH = new Ingredient("switch", "a switch", "none");

  private Strategies() {}

  public static StrategyDescriptor named(String id, Role role) {
    return of(id, role, form(Form.COMPLETE, List.of(), List.of()));
  }

  static StrategyDescriptor of(String id, Role role, Form... forms) {
    return new StrategyDescriptor(id, role, "title", "source", List.of(SWITCH), List.of(forms), 1);
  }

  static Form form(String name, List<Limit> limits, List<Limit> refusals) {
    return new Form(name, Set.of(SWITCH), Set.of(Promise.KEEPS_BQL), limits, refusals);
  }
}
