package dev.quiesce.harness.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.projection.BqlWindow.Holder;
import dev.quiesce.harness.recording.RecordingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled windows, and recordings without any. */
class BqlWindowTest {
  @Test
  void bundled_always_hasTheFourWindowsOfItsRecording() throws Exception {
    List<BqlWindow> windows = BqlWindow.bundled();

    assertThat(windows).hasSize(4);
    assertThat(windows).allSatisfy(one -> assertThat(one.seconds()).isBetween(0.09, 0.11));
    assertThat(windows)
        .allSatisfy(
            one ->
                assertThat(one.holders())
                    .extracting(Holder::thread)
                    .contains("cpu0", "cpu1", "main"));
  }

  @Test
  void bundled_holds_fitIntoTheirWindow() throws Exception {
    for (BqlWindow window : BqlWindow.bundled()) {
      double held =
          window.holders().stream()
              .flatMap(one -> one.turns().stream())
              .mapToDouble(turn -> turn.holdNs() / 1e9)
              .sum();
      // One lock: all holds together are no longer than the window.
      assertThat(held).isLessThanOrEqualTo(window.seconds());
    }
  }

  @Test
  void read_recordingWithoutHolds_isRefusedWithARemedy(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("none.jsonl");
    Files.writeString(
        file,
        """
        {"t_ns":0,"tid":"driver","ev":"meta","args":{"recording":"x","format":1}}
        {"t_ns":5,"tid":"main","ev":"probe_txn_commit","args":{}}
        """);

    assertThatThrownBy(() -> BqlWindow.read(file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("none.jsonl")
        .hasMessageContaining("no bql_hold record");
  }
}
