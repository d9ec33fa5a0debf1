package dev.quiesce.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.RunSetting;
import dev.quiesce.harness.result.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The child task {@code run}. */
class RunTaskTest {
  private static Map<String, StrategyPlugin> plugins() {
    Map<String, StrategyPlugin> plugins = new TreeMap<>();
    ServiceLoader.load(StrategyPlugin.class)
        .forEach(plugin -> plugins.put(plugin.descriptor().id(), plugin));
    return plugins;
  }

  static List<String> strategies() {
    return List.copyOf(plugins().keySet());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void run_overEveryStrategy_emitsOneMeasurement(String id) throws Exception {
    Measurement measurement = run(id, "stock_trace", 0);

    assertThat(measurement.strategy()).isEqualTo(id);
    assertThat(measurement.setting()).containsEntry("speed", "max");
    if (measurement.gauges().get("failed") == 0) {
      assertThat(measurement.operations()).extracting("name").contains("clear", "bql-hold");
    } else {
      // A replay that hangs is a result, if the strategy says that it may.
      assertThat(plugins().get(id).descriptor().defaultForm().limits())
          .extracting(Limit::promise)
          .contains(Promise.NO_DEADLOCK);
    }
  }

  @Test
  void run_overFile_namesFileAndLineOfBadInput(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("bad.jsonl");
    Files.writeString(
        file, "{\"t_ns\":0,\"tid\":\"main\",\"ev\":\"meta\",\"args\":{}}\nnonsense\n");

    assertThatThrownBy(() -> run("control-unfixed", file.toString(), 0))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("bad.jsonl")
        .hasMessageContaining("2");
  }

  @Test
  void run_overUnknownStrategy_namesTheKnownOnes() {
    assertThatThrownBy(() -> run("no-such-strategy", "stock_trace", 0))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("control-unfixed");
  }

  private static Measurement run(String strategy, String workload, int repetition)
      throws Exception {
    Map<String, StrategyPlugin> plugins = plugins();
    StrategyPlugin plugin = plugins.get(strategy);
    String form = plugin == null ? "complete" : plugin.descriptor().defaultForm().name();
    RunSetting setting = new RunSetting("fast", "prompt", "recorded");
    RunJob job =
        new RunJob(strategy, form, workload, RunJob.MAX_SPEED, 0, 1, null, repetition, setting);
    ObjectNode item = (ObjectNode) Json.tree(job);
    item.put("patienceSeconds", 5);
    List<Message> messages = new ArrayList<>();
    new RunTask(plugins).run(item, messages::add);
    return messages.stream()
        .filter(Message.Measured.class::isInstance)
        .map(message -> ((Message.Measured) message).measurement())
        .findFirst()
        .orElseThrow();
  }
}
