package dev.quiesce.harness.control;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Ingredients;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the controls share. */
public final class Controls {
  /** Patches 1 to 4 without their wait. */
  static final Set<Ingredient> RFC =
      Set.of(
          Ingredients.RCU_LISTENER_LISTS,
          Ingredients.RCU_ADDRESS_SPACES,
          Ingredients.READ_LOCK_IN_CLEAR,
          Ingredients.RCU_TRAVERSAL_IN_FIND);

  /** What every control shows that frees at once and keeps QEMU's walks under the BQL. */
  static final List<Limit> UNSAFE_BQL_WALKS =
      all(
          List.of(
              limit(
                  Promise.NO_USE_AFTER_FREE,
                  "bql-dropped-in-callback",
                  "*",
                  "the listener is freed while its callback has dropped the BQL")),
          Limit.inVariants(
              Promise.NO_USE_AFTER_FREE,
              "unregister-in-callback",
              List.of(
                  "self-forward", "self-reverse", "self-and-next-forward", "self-and-next-reverse"),
              "the walk goes on from the listener that its own callback has freed"));

  private Controls() {}

  /** One limit. */
  public static Limit limit(Promise promise, String scenario, String variant, String reason) {
    return new Limit(promise, scenario, variant, reason);
  }

  /** A control's descriptor: one form, everything that it has switched on. */
  public static StrategyDescriptor descriptor(
      String id,
      String title,
      String source,
      Set<Ingredient> ingredients,
      Set<Promise> promises,
      List<Limit> limits) {
    return new StrategyDescriptor(
        id,
        Role.CONTROL,
        title,
        source,
        List.copyOf(ingredients),
        List.of(new Form("as-is", ingredients, promises, limits, List.of())),
        0);
  }

  /** One list out of several. */
  @SafeVarargs
  public static List<Limit> all(List<Limit>... lists) {
    List<Limit> all = new ArrayList<>();
    for (List<Limit> list : lists) {
      all.addAll(list);
    }
    return all;
  }
}
