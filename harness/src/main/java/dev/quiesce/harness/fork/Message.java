package dev.quiesce.harness.fork;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.ExplorerSpeed;
import dev.quiesce.harness.result.KillResult;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.ReplayOutcome;
import dev.quiesce.harness.result.SubsetCell;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.UsageTable;

/** One line that a child writes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = Message.Cell.class, name = "cell"),
  @JsonSubTypes.Type(value = Message.OfSubset.class, name = "subset"),
  @JsonSubTypes.Type(value = Message.Used.class, name = "usage"),
  @JsonSubTypes.Type(value = Message.Measured.class, name = "measurement"),
  @JsonSubTypes.Type(value = Message.Score.class, name = "score"),
  @JsonSubTypes.Type(value = Message.Killed.class, name = "killed"),
  @JsonSubTypes.Type(value = Message.Replayed.class, name = "replayed"),
  @JsonSubTypes.Type(value = Message.Tortured.class, name = "tortured"),
  @JsonSubTypes.Type(value = Message.Described.class, name = "described"),
  @JsonSubTypes.Type(value = Message.Speed.class, name = "speed"),
  @JsonSubTypes.Type(value = Message.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Message.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Message.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = Message.End.class, name = "end")
})
public sealed interface Message {
  /**
   * Still at work; also what keeps the watchdog quiet.
   *
   * @param text what is being done
   * @param done so far
   * @param total of {@code done}, or 0 if not known
   */
  record Progress(String text, long done, long total) implements Message {}

  /** A finished cell. */
  record Cell(CellResult cell) implements Message {}

  /** A finished cell of an ablation. */
  record OfSubset(SubsetCell cell) implements Message {}

  /** The usage matrix of one subject. */
  record Used(UsageTable table) implements Message {}

  /** A finished replay of a workload. */
  record Measured(Measurement measurement) implements Message {}

  /** A finished benchmark. */
  record Score(BenchScore score) implements Message {}

  /** What became of a planted bug. */
  record Killed(KillResult result) implements Message {}

  /** A schedule, executed again. */
  record Replayed(ReplayOutcome outcome) implements Message {}

  /** A strategy after its torture. */
  record Tortured(TortureResult result) implements Message {}

  /** How fast the explorer was. */
  record Speed(ExplorerSpeed speed) implements Message {}

  /** A strategy found on the plugin path. */
  record Described(StrategyDescriptor descriptor) implements Message {}

  /** The item is finished; written by the child's main loop. */
  record Done() implements Message {}

  /**
   * The item failed; written by the child's main loop.
   *
   * @param error what was thrown
   */
  record Failed(String error) implements Message {}

  /**
   * The item is not usable, for example a damaged token.
   *
   * @param why for the user
   */
  record Rejected(String why) implements Message {}

  /** No further message; written by the child's main loop. */
  record End() implements Message {}
}
