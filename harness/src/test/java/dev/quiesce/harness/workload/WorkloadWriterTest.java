package dev.quiesce.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.recording.RecordingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadWriterTest {

  @TempDir Path directory;

  static Stream<String> ids() {
    return BundledWorkloads.list().stream().map(BundledWorkloads.Bundled::id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void write_thenRead_givesAnEqualWorkload(String id) throws Exception {
    Workload workload = BundledWorkloadsTest.read(id).workload();
    Path file = directory.resolve(id + ".jsonl.gz");
    WorkloadWriter.write(workload, file);
    ImportedWorkload again = WorkloadReader.read(file);

    assertThat(again.workload()).isEqualTo(workload);
    assertThat(again.workload().overlaps()).isEqualTo(workload.overlaps());
    assertThat(again.accounting().used()).isEqualTo(again.accounting().lines());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void write_existingFile_isReplacedAndSameInputGivesSameBytes() throws Exception {
    Workload workload = BundledWorkloadsTest.read("stock_trace").workload();
    Path file = Files.writeString(directory.resolve("w.jsonl.gz"), "old");
    WorkloadWriter.write(workload, file);
    byte[] first = Files.readAllBytes(file);
    WorkloadWriter.write(workload, file);

    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void write_impossibleTarget_leavesNothing() throws Exception {
    Workload workload = BundledWorkloadsTest.read("stock_trace").workload();

    assertThatThrownBy(() -> WorkloadWriter.write(workload, directory.resolve("no/such/file")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WorkloadWriter.write(workload, directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("directory");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void read_tamperedWorkload_refuses() throws Exception {
    Workload workload = BundledWorkloadsTest.read("stock_trace").workload();
    Path file = directory.resolve("w.jsonl.gz");
    WorkloadWriter.write(workload, file);
    String text;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    refused(text.replace("{\"quiesceWorkload\":1", "{\"quiesceWorkload\":9"), "format 9");
    refused(text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1), "announces");
    refused(text.replaceFirst("\"kind\":\"EJECT\"", "\"kind\":\"REJECT\""), "kind of operation");
    refused(text.replaceFirst("\"listener\":\\d+", "\"listener\":99"), "do not fit");
    refused(text.replaceFirst("\"slot\":\\d+", "\"slot\":null"), "not part of a workload");
    refused(text.replaceFirst("\"slot\":\\d+", "\"slot\":1,\"more\":1"), "not part of a workload");
    refused(text.replaceFirst("\"thread\":2", "\"thread\":-7"), "known thread");
  }

  private void refused(String text, String problem) throws IOException {
    Path file = Recordings.file(directory, "tampered.jsonl", text);
    assertThatThrownBy(() -> WorkloadReader.read(file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(problem);
  }
}
