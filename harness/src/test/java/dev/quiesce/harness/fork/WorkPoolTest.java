package dev.quiesce.harness.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkPoolTest {
  @TempDir Path directory;

  private WorkPool pool(int children, WorkPool.Starter starter) {
    ChildSpec spec = ChildSpec.direct("fake", List.of(), directory.resolve("child.log"));
    return new WorkPool(spec, Collections.nCopies(children, ChildSpec.ANY_CPU), starter);
  }

  private static ChildJvm start(ChildSpec spec) throws IOException {
    return ChildJvm.start(spec, FakeChild.command("normal"), ChildLimits.DEFAULT);
  }

  @Test
  void run_whenOneItemKillsItsChild_finishesTheOthers() throws Exception {
    Recorder work = new Recorder(List.of("ok", "die", "ok", "throw", "ok"));
    WorkPool pool = pool(2, WorkPoolTest::start);

    pool.run(work);

    assertThat(work.failures).hasSize(5);
    assertThat(work.failures.get(0)).isEmpty();
    assertThat(work.failures.get(1)).contains("exit code 9");
    assertThat(work.failures.get(2)).isEmpty();
    assertThat(work.failures.get(3)).contains("the checker broke");
    assertThat(work.failures.get(4)).isEmpty();
    assertThat(work.cells).containsOnlyKeys(0, 2, 4);
    assertThat(pool.endings()).isEmpty();
    assertThat(pool.stopped()).isFalse();
  }

  @Test
  void run_whenNoChildStarts_failsEveryItemSoon() throws Exception {
    Recorder work = new Recorder(Collections.nCopies(50, "ok"));
    int[] starts = {0};

    pool(
            1,
            spec -> {
              starts[0]++;
              throw new IOException("no memory");
            })
        .run(work);

    assertThat(work.failures).hasSize(50).doesNotContainValue("");
    assertThat(starts[0]).isEqualTo(5);
  }

  @Test
  void run_whenResultsCannotBeKept_throws() {
    Recorder work =
        new Recorder(List.of("ok", "ok")) {
          @Override
          public void finished(int index, @Nullable String failure) {
            throw new IllegalStateException("disk full");
          }
        };

    assertThatThrownBy(() -> pool(1, WorkPoolTest::start).run(work)).hasMessage("disk full");
  }

  /** Keeps what it is told. */
  private static class Recorder implements WorkPool.Work {
    final Map<Integer, String> failures = new ConcurrentHashMap<>();
    final Map<Integer, Message> cells = new ConcurrentHashMap<>();
    private final List<String> items;

    Recorder(List<String> items) {
      this.items = items;
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public Object item(int index) {
      return Map.of("do", items.get(index));
    }

    @Override
    public Duration silence(int index) {
      return Duration.ofSeconds(30);
    }

    @Override
    public void message(int index, Message message) {
      if (message instanceof Message.Cell) {
        cells.put(index, message);
      }
    }

    @Override
    public void finished(int index, @Nullable String failure) {
      failures.put(index, failure == null ? "" : failure);
    }
  }
}
