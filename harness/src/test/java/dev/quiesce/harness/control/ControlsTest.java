package dev.quiesce.harness.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The controls come through the same door as the strategies, and declare what they must show. */
class ControlsTest {
  private static List<StrategyDescriptor> all(Role role) {
    return ServiceLoader.load(StrategyPlugin.class).stream()
        .map(provider -> provider.get().descriptor())
        .filter(descriptor -> descriptor.role() == role)
        .toList();
  }

  @Test
  void serviceLoader_always_findsTheControlsAndTheFixes() {
    assertThat(all(Role.CONTROL))
        .extracting(StrategyDescriptor::id)
        .contains(
            "control-unfixed",
            "control-drain",
            "control-synchronize",
            "control-bql-everywhere",
            "peer-copy-on-write",
            "peer-rwlock",
            "peer-stampedlock",
            "peer-refcount",
            "peer-arena");
    assertThat(all(Role.FIX))
        .extracting(StrategyDescriptor::id)
        .contains("gfree-rcu", "bql-rcu-flavour", "notifier-lock", "migration-block");
  }

  @Test
  void control_always_hasOneFormAndSomethingToShow() {
    assertThat(all(Role.CONTROL))
        .allSatisfy(
            control -> {
              assertThat(control.forms()).extracting(Form::name).containsExactly("as-is");
              assertThat(control.defaultForm().limits()).isNotEmpty();
            });
  }

  @Test
  void limits_ofEverySubject_areAboutRequiredOrDeclaredPromisesAndStatedOnce() {
    for (Role role : Role.values()) {
      for (StrategyDescriptor subject : all(role)) {
        for (Form form : subject.forms()) {
          Set<String> seen = new HashSet<>();
          assertThat(form.limits())
              .as(subject.id() + " " + form.name())
              .allMatch(l -> l.promise().required() || form.promises().contains(l.promise()))
              .allMatch(l -> seen.add(l.promise() + " " + l.scenario() + " " + l.variant()));
          assertThat(form.refusals()).allMatch(l -> l.promise() == Promise.LEGAL_DURING_MIGRATION);
        }
      }
    }
  }

  @Test
  void limits_ofEverySubject_nameCellsThatExistAndEachOnce() {
    for (Role role : Role.values()) {
      for (StrategyDescriptor subject : all(role)) {
        for (Form form : subject.forms()) {
          Set<String> seen = new HashSet<>();
          for (Limit limit : Controls.all(form.limits(), form.refusals())) {
            List<String> variants = new Scenarios().find(limit.scenario()).orElseThrow().variants();
            assertThat(variants)
                .as(subject.id() + " " + form.name() + " " + limit)
                .anyMatch(variant -> limit.covers(limit.scenario(), variant));
            variants.stream()
                .filter(variant -> limit.covers(limit.scenario(), variant))
                .forEach(
                    variant ->
                        assertThat(seen.add(limit.promise() + limit.scenario() + "/" + variant))
                            .as(subject.id() + " " + form.name() + " " + limit)
                            .isTrue());
          }
        }
      }
    }
  }
}
