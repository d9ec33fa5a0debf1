package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The strategies that can be selected, in the order of every table. */
public final class Catalogue {
  /** Every fix and every control. */
  public static final String ALL = "all";

  /** Every fix. */
  public static final String FIXES = "fixes";

  /** Every control. */
  public static final String CONTROLS = "controls";

  private final Map<String, StrategyDescriptor> byId = new LinkedHashMap<>();

  /**
   * A catalogue.
   *
   * @throws UsageException if two strategies have the same id
   */
  public Catalogue(Collection<StrategyDescriptor> descriptors) {
    List<StrategyDescriptor> sorted = new ArrayList<>(descriptors);
    sorted.sort(StrategyOrder.comparator());
    for (StrategyDescriptor descriptor : sorted) {
      if (byId.put(descriptor.id(), descriptor) != null) {
        throw new UsageException(
            "two strategies have the id '"
                + descriptor.id()
                + "'; give the one on the plugin path another");
      }
    }
  }

  /** Every strategy. */
  public List<StrategyDescriptor> strategies() {
    return List.copyOf(byId.values());
  }

  /** Every id. */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /**
   * The strategy of that id.
   *
   * @throws UsageException if there is none
   */
  public StrategyDescriptor get(String id) {
    StrategyDescriptor descriptor = byId.get(id);
    if (descriptor == null) {
      throw Nearest.unknown("strategy", id, ids());
    }
    return descriptor;
  }

  /**
   * What an option selects, without doubles, in the order of the catalogue.
   *
   * @param text {@code all}, {@code fixes}, {@code controls}, ids, or several of them with commas
   * @throws UsageException if a part selects nothing
   */
  public List<StrategyDescriptor> select(String text) {
    List<String> wanted = new ArrayList<>();
    for (String raw : text.split(",", -1)) {
      String part = raw.trim();
      switch (part) {
        case ALL -> wanted.addAll(byId.keySet());
        case FIXES -> addRole(wanted, false);
        case CONTROLS -> addRole(wanted, true);
        case "" ->
            throw new UsageException(
                "an empty strategy id in '" + text + "'\nvalid: " + String.join(", ", words()));
        default -> {
          if (!byId.containsKey(part)) {
            throw Nearest.unknown("strategy", part, words());
          }
          wanted.add(part);
        }
      }
    }
    if (wanted.isEmpty()) {
      throw new UsageException("'" + text + "' selects no strategy: none is in the catalogue");
    }
    return byId.values().stream().filter(one -> wanted.contains(one.id())).toList();
  }

  private void addRole(List<String> wanted, boolean controls) {
    byId.values().stream()
        .filter(strategy -> StrategyOrder.isControl(strategy) == controls)
        .map(StrategyDescriptor::id)
        .forEach(wanted::add);
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(List.of(ALL, FIXES, CONTROLS));
    words.addAll(byId.keySet());
    return words;
  }
}
