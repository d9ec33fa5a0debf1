package dev.quiesce.api.strategy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A strategy as data.
 *
 * @param id the module's name without {@code strategy-}
 * @param role fix or control
 * @param title one line
 * @param source the message-id or QEMU function of the idea
 * @param ingredients everything that can be switched
 * @param forms the named sets; the first is the default
 * @param backlog owners that may be retired and not yet freed at once; negative for unbounded
 * @param exclusive groups of which at most one ingredient can be on
 * @param sufficiency what an ablation is declared to find; null if nothing is declared
 */
public record StrategyDescriptor(
    String id,
    Role role,
    String title,
    String source,
    List<Ingredient> ingredients,
    List<Form> forms,
    int backlog,
    List<Set<Ingredient>> exclusive,
    @Nullable Sufficiency sufficiency) {
  /** A backlog without bound. */
  public static final int UNBOUNDED = -1;

  /** A strategy without exclusive ingredients that declares nothing about its subsets. */
  public StrategyDescriptor(
      String id,
      Role role,
      String title,
      String source,
      List<Ingredient> ingredients,
      List<Form> forms,
      int backlog) {
    this(id, role, title, source, ingredients, forms, backlog, List.of(), null);
  }

  /** Copies the lists and checks that every form is made of declared ingredients. */
  public StrategyDescriptor {
    ingredients = List.copyOf(ingredients);
    forms = List.copyOf(forms);
    // A stored descriptor of an earlier version has none.
    exclusive =
        Objects.requireNonNullElse(exclusive, List.<Set<Ingredient>>of()).stream()
            .map(Set::copyOf)
            .toList();
    if (forms.isEmpty()) {
      throw new IllegalArgumentException("strategy " + id + " declares no form");
    }
    for (Form form : forms) {
      if (!ingredients.containsAll(form.ingredients())) {
        throw new IllegalArgumentException(
            "form "
                + form.name()
                + " of strategy "
                + id
                + " uses ingredients that the strategy does not declare");
      }
      if (!possible(exclusive, form.ingredients())) {
        throw new IllegalArgumentException(
            "form " + form.name() + " of strategy " + id + " uses two of an exclusive group");
      }
    }
  }

  private static boolean possible(List<Set<Ingredient>> groups, Set<Ingredient> on) {
    return groups.stream().allMatch(group -> group.stream().filter(on::contains).count() <= 1);
  }

  /** The form of that name. */
  public Optional<Form> form(String name) {
    return forms.stream().filter(form -> form.name().equals(name)).findFirst();
  }

  /** The form that is meant when none is named. */
  public Form defaultForm() {
    return forms.get(0);
  }
}
