package dev.quiesce.harness.scenario;

import dev.quiesce.harness.result.ScenarioInfo;
import java.util.List;

/** A script over one strategy: builds the machine and starts the threads. Stateless. */
public abstract class Scenario implements ScenarioInfo {
  /** The variant of a scenario that has only one. */
  static final String DEFAULT = "default";

  /** No removable listener has log_clear, as in QEMU today. */
  static final String IN_TREE = "in-tree";

  /** The victim has log_clear, as a future owner might. */
  static final String WITH_LOG_CLEAR = "with-log-clear";

  private final String id;
  private final String title;
  private final List<String> variants;

  Scenario(String id, String title, String... variants) {
    this.id = id;
    this.title = title;
    this.variants = variants.length == 0 ? List.of(DEFAULT) : List.of(variants);
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final List<String> variants() {
    return variants;
  }

  /**
   * Builds the initial state of {@code variant} and starts its threads. Called with the seam bound
   * and the BQL held.
   */
  public abstract void build(Stage stage, String variant);
}
