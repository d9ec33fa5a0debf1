package dev.quiesce.harness.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.fork.ItemOutcome.ChildFailed;
import dev.quiesce.harness.fork.ItemOutcome.Finished;
import dev.quiesce.harness.fork.ItemOutcome.TaskFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildJvmTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ChildLimits SMALL = new ChildLimits(1 << 16, 1 << 20, 1 << 20);

  @TempDir Path directory;

  private final List<Message> messages = new ArrayList<>();

  private ChildJvm start(String mode) throws IOException {
    ChildSpec spec = ChildSpec.direct("fake", List.of(), directory.resolve("child.log"));
    return ChildJvm.start(spec, FakeChild.command(mode), SMALL);
  }

  private ItemOutcome one(String what, Duration silence) throws Exception {
    try (ChildJvm child = start("normal")) {
      return child.execute(Map.of("do", what), silence, messages::add);
    }
  }

  @Test
  void execute_whenAllIsWell_deliversAndEnds() throws Exception {
    try (ChildJvm child = start("normal")) {
      assertThat(child.execute(Map.of("do", "ok"), PATIENCE, messages::add))
          .isInstanceOf(Finished.class);
      assertThat(messages).hasSize(2).last().isInstanceOf(Message.Cell.class);
      assertThat(child.finish()).isEmpty();
    }
  }

  @Test
  void execute_whenTaskThrows_failsTheItemAndKeepsTheChild() throws Exception {
    try (ChildJvm child = start("normal")) {
      assertThat(child.execute(Map.of("do", "throw"), PATIENCE, messages::add))
          .isInstanceOfSatisfying(
              TaskFailed.class, failed -> assertThat(failed.why()).contains("the checker broke"));
      assertThat(child.execute(Map.of("do", "ok"), PATIENCE, messages::add))
          .isInstanceOf(Finished.class);
    }
  }

  @Test
  void execute_whenTaskPrints_keepsItOutOfTheMessages() throws Exception {
    assertThat(one("print", PATIENCE)).isInstanceOf(Finished.class);
    assertThat(messages).isEmpty();
  }

  @Test
  void execute_whenChildExitsWith0Early_fails() throws Exception {
    assertThat(one("exit-0", PATIENCE))
        .isInstanceOfSatisfying(
            ChildFailed.class,
            failed -> assertThat(failed.why()).contains("middle of an item", "exit code 0"));
  }

  @Test
  void execute_whenChildDies_namesTheExitCode() throws Exception {
    assertThat(one("die", PATIENCE))
        .isInstanceOfSatisfying(
            ChildFailed.class, failed -> assertThat(failed.why()).contains("exit code 9"));
  }

  @Test
  void execute_whenChildHangs_killsItAndKeepsItsStacks() throws Exception {
    assertThat(one("hang", Duration.ofSeconds(3)))
        .isInstanceOfSatisfying(
            ChildFailed.class,
            failed -> assertThat(failed.why()).contains("said nothing for 3000"));
    assertThat(Files.readString(directory.resolve("child.log"))).contains("FakeChild.run");
  }

  @Test
  void execute_whenChildPrintsGarbage_quotesIt() throws Exception {
    assertThat(one("garbage", PATIENCE))
        .isInstanceOfSatisfying(
            ChildFailed.class, failed -> assertThat(failed.why()).contains("Segmentation fault"));
  }

  @Test
  void execute_whenMessageIsUnknown_fails() throws Exception {
    assertThat(one("wrong-json", PATIENCE)).isInstanceOf(ChildFailed.class);
  }

  @Test
  void execute_whenLineIsTooLong_fails() throws Exception {
    assertThat(one("long-line", PATIENCE))
        .isInstanceOfSatisfying(
            ChildFailed.class, failed -> assertThat(failed.why()).contains("a line of more than"));
  }

  @Test
  void execute_whenChildFloods_fails() throws Exception {
    assertThat(one("flood", PATIENCE))
        .isInstanceOfSatisfying(
            ChildFailed.class, failed -> assertThat(failed.why()).contains("bytes in all"));
  }

  @Test
  void execute_whenEndComesEarly_fails() throws Exception {
    assertThat(one("say-end", PATIENCE)).isInstanceOf(ChildFailed.class);
  }

  @Test
  void finish_whenExitCodeIsNot0_saysSo() throws Exception {
    try (ChildJvm child = start("bad-exit")) {
      child.execute(Map.of("do", "ok"), PATIENCE, messages::add);
      assertThat(child.finish()).hasValueSatisfying(why -> assertThat(why).contains("exit code 5"));
    }
  }

  @Test
  void allowedCpus_areParsedFromRanges() {
    assertThat(Cpus.parse("0-2,5")).containsExactly(0, 1, 2, 5);
    assertThat(Cpus.allowed()).isNotEmpty();
  }
}
