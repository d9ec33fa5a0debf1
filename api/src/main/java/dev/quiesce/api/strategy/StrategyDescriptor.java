package dev.quiesce.api.strategy;

import java.util.List;
import java.util.Optional;

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
 */
public record StrategyDescriptor(
    String id,
    Role role,
    String title,
    String source,
    List<Ingredient> ingredients,
    List<Form> forms,
    int backlog) {
  /** A backlog without bound. */
  public static final int UNBOUNDED = -1;

  /** Copies the lists and checks that every form is made of declared ingredients. */
  public StrategyDescriptor {
    ingredients = List.copyOf(ingredients);
    forms = List.copyOf(forms);
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
    }
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
