package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import java.util.Comparator;
import java.util.List;

/** The order of every list and table: the thread's fixes, other fixes, controls. */
final class StrategyOrder {
  private static final List<String> THREAD =
      List.of("gfree-rcu", "bql-rcu-flavour", "notifier-lock", "migration-block");

  private StrategyOrder() {}

  static Comparator<StrategyDescriptor> comparator() {
    return Comparator.comparing(StrategyDescriptor::role)
        .thenComparingInt(strategy -> rank(strategy.id()))
        .thenComparing(StrategyDescriptor::id);
  }

  private static int rank(String id) {
    int index = THREAD.indexOf(id);
    return index < 0 ? THREAD.size() : index;
  }

  static boolean isControl(StrategyDescriptor strategy) {
    return strategy.role() == Role.CONTROL;
  }
}
