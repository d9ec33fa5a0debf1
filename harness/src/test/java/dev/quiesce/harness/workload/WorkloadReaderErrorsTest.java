package dev.quiesce.harness.workload;

import static dev.quiesce.harness.workload.Recordings.META;
import static dev.quiesce.harness.workload.Recordings.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadReaderErrorsTest {

  @TempDir Path directory;

  private static RecordingException refusal(Path file) {
    return catchThrowableOfType(RecordingException.class, () -> WorkloadReader.read(file));
  }

  static Stream<Arguments> badText() {
    String commit = record(2000, "main", "probe_txn_commit", "{}");
    return Stream.of(
        Arguments.of("not JSON", META + "{\"t_ns\":1,\n", 2, "not JSON"),
        Arguments.of("no object", META + "[1]\n", 2, "not a JSON object"),
        Arguments.of("trailing", META + commit.strip() + "x\n", 2, "not JSON"),
        Arguments.of(
            "no time", META + "{\"tid\":\"main\",\"ev\":\"x\",\"args\":{}}\n", 2, "no 't_ns'"),
        Arguments.of(
            "no args", META + "{\"t_ns\":1,\"tid\":\"main\",\"ev\":\"x\"}\n", 2, "no 'args'"),
        Arguments.of("twice", META + "{\"t_ns\":1,\"t_ns\":1,\"tid\":\"m\"}\n", 2, "'t_ns' twice"),
        Arguments.of(
            "time type",
            META + "{\"t_ns\":\"1\",\"tid\":\"m\",\"ev\":\"x\",\"args\":{}}\n",
            2,
            "'t_ns'"),
        Arguments.of(
            "time size", META + "{\"t_ns\":99999999999999999999,\"tid\":\"m\"}\n", 2, "'t_ns'"),
        Arguments.of("member", META + "{\"t_ns\":1,\"x\":1}\n", 2, "unknown member 'x'"),
        Arguments.of(
            "argument missing",
            META + record(1, "m", "probe_dirty_log_start", "{}"),
            2,
            "no argument 'flags'"),
        Arguments.of(
            "argument type",
            META + record(1, "m", "probe_dirty_log_start", "{\"flags\":\"one\"}"),
            2,
            "'flags'"));
  }

  static Stream<Arguments> badRun() {
    String commit = record(2000, "main", "probe_txn_commit", "{}");
    return Stream.of(
        Arguments.of(
            "backwards", META + commit + record(500, "main", "drv_quit", "{}"), 3, "backwards"),
        Arguments.of(
            "unknown listener",
            META + Recordings.unregister(10, "0x10", "0x1"),
            2,
            "unregister of an unknown listener: 0x10"),
        Arguments.of(
            "listener gone",
            META
                + Recordings.register(1000, "0x10", "virtio")
                + Recordings.unregister(5000, "0x10", "0x1")
                + Recordings.unregister(9000, "0x10", "0x1"),
            6,
            "not registered any more"),
        Arguments.of(
            "unmatched return",
            META + commit + record(3000, "main", "probe_clear_dirty_bitmap_ret", "{}"),
            3,
            "innermost open call is probe_txn_commit"),
        Arguments.of(
            "section end",
            META + record(1, "m", "savevm_section_end", "{\"s\":\"ram, section_id 2 -> 0\"}"),
            2,
            "savevm_section_end without savevm_section_start"),
        Arguments.of(
            "unknown space",
            META + record(1, "main", "probe_as_destroy", "{\"as\":\"0x9\",\"name\":\"gone\"}"),
            2,
            "address space 'gone'"));
  }

  static Stream<Arguments> badFile() {
    String commit = record(2000, "main", "probe_txn_commit", "{}");
    return Stream.of(
        Arguments.of("no meta", commit, 1, "not 'meta'"),
        Arguments.of("meta twice", META + META, 2, "second 'meta'"),
        Arguments.of("format", META.replace("\"format\":1", "\"format\":2"), 1, "format version 2"),
        Arguments.of("no format", META.replace(",\"format\":1", ""), 1, "no argument 'format'"),
        Arguments.of("NUL", META + "{\"t_ns\":\0}\n", 2, "NUL"),
        Arguments.of("deep", META + "{\"t_ns\":" + "[".repeat(100_000) + "\n", 2, "'t_ns'"),
        Arguments.of(
            "deep args",
            META + record(1, "m", "drv_x", "{\"a\":" + "[".repeat(90_000) + "}"),
            2,
            "limit"),
        Arguments.of("empty", "", 0, "empty"),
        Arguments.of("prose", "Dear reader,\nthis is not a log.\n", 1, "neither JSON Lines nor"),
        Arguments.of(
            "stock stamp",
            "1@2.000003:flatview_new 0x1 (root (nil))\n1@2.3:flatview_new\n",
            2,
            "time stamp"),
        Arguments.of(
            "stock cut", "1@2.000003:flatview_new 0x1 (ro\n", 1, "arguments of flatview_new"),
        Arguments.of("stock backwards", "1@2.000003:ram_x\n1@2.000002:ram_x\n", 2, "backwards"),
        Arguments.of("workload version", "{\"quiesceWorkload\":2}\n", 1, "not part of a workload"),
        Arguments.of("workload empty", "{\"quiesceWorkload\":{}}\n", 1, "not part of a workload"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"badText", "badRun", "badFile"})
  void read_badText_refusesWithFileAndLine(String what, String text, int line, String problem)
      throws IOException {
    Path plain = Recordings.file(directory, "bad.jsonl", text);
    RecordingException refusal = refusal(plain);

    assertThat(refusal).as(what).isNotNull();
    assertThat(refusal.getMessage()).contains(problem);
    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.getMessage())
        .startsWith(line == 0 ? plain + ": " : plain + ":" + line + ": ");
    assertThat(refusal.remedy()).isNotBlank();
    if (!text.isEmpty()) {
      Path zipped =
          Files.write(
              directory.resolve("bad.gz"), Recordings.gzip(text.getBytes(StandardCharsets.UTF_8)));
      assertThat(refusal(zipped).problem()).isEqualTo(refusal.problem());
    }
  }

  @Test
  void read_timeStepsBackWithinTolerance_isAcceptedAndSorted() throws IOException {
    String text =
        META
            + record(5000, "main", "migrate_set_state", "{\"state\":\"setup\"}")
            + record(4000, "main", "migrate_set_state", "{\"state\":\"active\"}");
    Workload workload = WorkloadReader.read(Recordings.file(directory, "a.jsonl", text)).workload();

    assertThat(workload.threads().get(0).operations())
        .extracting(Operation::atNs)
        .containsExactly(4000L, 5000L);
  }

  @Test
  void read_truncatedGzip_saysTruncated() throws IOException {
    byte[] whole = Recordings.resource("stock_trace.log.gz");
    for (int cut : new int[] {whole.length - 1, whole.length - 9, whole.length / 2, 20, 5}) {
      Path file = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(whole, cut));
      assertThat(refusal(file)).as("cut at %d", cut).hasMessageContaining("truncated");
    }
  }

  @Test
  void read_corruptGzip_saysCorrupt() throws IOException {
    byte[] bytes = Recordings.resource("stock_trace.log.gz");
    bytes[bytes.length - 6] ^= 1;
    Path checksum = Files.write(directory.resolve("crc.gz"), bytes);
    assertThat(refusal(checksum)).hasMessageContaining("corrupt");

    byte[] whole = Recordings.resource("stock_trace.log.gz");
    byte[] longer = Arrays.copyOf(whole, whole.length + 7);
    assertThat(refusal(Files.write(directory.resolve("tail.gz"), longer)))
        .hasMessageContaining("7 bytes follow");
  }

  @Test
  void read_twoGzipMembers_isOneFile() throws IOException {
    byte[] first = Recordings.gzip(META.getBytes(StandardCharsets.UTF_8));
    byte[] second =
        Recordings.gzip(record(1, "main", "drv_quit", "{}").getBytes(StandardCharsets.UTF_8));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Path file = Files.write(directory.resolve("two.gz"), both);

    assertThat(WorkloadReader.read(file).accounting().lines()).isEqualTo(2);
  }

  @Test
  void read_lineAboveLimit_refuses() throws IOException {
    int limit = RecordingLimits.DEFAULT.maxLineBytes();
    String head = "{\"t_ns\":1,\"tid\":\"m\",\"ev\":\"drv_x\",\"args\":{\"a\":\"";
    String tail = "\"}}";
    String fits = head + "x".repeat(limit - head.length() - tail.length()) + tail;
    Path good = Recordings.file(directory, "good.jsonl", META + fits + "\n");
    assertThat(WorkloadReader.read(good).accounting().lines()).isEqualTo(2);

    Path bad = Recordings.file(directory, "bad.jsonl", META + fits + " \n" + META);
    assertThat(refusal(bad)).hasMessageContaining("bad.jsonl:2: the line is longer");
  }

  @Test
  void read_gzipBomb_refusesBeforeItExpands() throws IOException {
    Path bomb = directory.resolve("bomb.gz");
    byte[] block = "\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(META.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 256; i++) {
        out.write(block);
      }
    }
    assertThat(refusal(bomb)).hasMessageContaining("gzip bomb");
  }

  @Test
  void read_moreBytesThanPermitted_refuses() throws IOException {
    RecordingLimits small =
        new RecordingLimits(1 << 16, 1 << 17, 200, 1 << 16, 32, 256, 256, 16, 16, 64);
    Path file = Recordings.file(directory, "long.jsonl", META + "\n".repeat(1 << 18));
    RecordingException refusal =
        catchThrowableOfType(RecordingException.class, () -> WorkloadReader.read(file, small));
    assertThat(refusal).hasMessageContaining("more than 131072 bytes");
  }

  @Test
  void read_notAFile_refuses() {
    assertThat(refusal(directory)).hasMessageContaining("directory");
    assertThat(refusal(directory.resolve("none"))).hasMessageContaining("no such file");
  }

  @Test
  void read_controlCharacters_doNotReachTheMessage() throws IOException {
    Path file = Recordings.file(directory, "a.jsonl", META + "{\"t_ns\":1,\"\\u001b[31m\":1}\n");
    assertThat(refusal(file).getMessage()).doesNotContain("\u001b").contains("\\u001b[31m");
  }
}
