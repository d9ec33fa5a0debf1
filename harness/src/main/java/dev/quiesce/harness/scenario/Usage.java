package dev.quiesce.harness.scenario;

import dev.quiesce.harness.result.UsageCase;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The usage matrix: every variant makes one call in one situation. Not for the comparison, since
 * most variants are misuse; a token of it replays all the same.
 */
public final class Usage extends Scenario {
  /** Its id. */
  public static final String ID = "usage";

  private static final Map<String, UsageCase> CASES =
      UsageCase.all().stream().collect(Collectors.toMap(UsageCase::id, Function.identity()));

  private final Consumer<UsageOutcome> sink;

  /**
   * The scenario.
   *
   * @param sink is given the outcome of each execution before it begins
   */
  public Usage(Consumer<UsageOutcome> sink) {
    super(
        ID,
        "one call in one situation: the usage matrix",
        UsageCase.all().stream().map(UsageCase::id).toArray(String[]::new));
    this.sink = sink;
  }

  @Override
  public void build(Stage stage, String variant) {
    UsageCase usage = CASES.get(variant);
    if (usage == null) {
      throw new IllegalArgumentException("no variant " + variant);
    }
    UsageOutcome outcome = new UsageOutcome();
    sink.accept(outcome);
    new UsageScript(stage, usage, outcome).start();
  }
}
