package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small files that unfold, nest or go on without end, given to the command line in a JVM of 64 MiB:
 * each is refused as unreadable input, in one line that names the place and the remedy.
 */
final class BombsTest {
  private static final int HEAP_MIB = 64;
  private static final int PATIENCE = 120;
  private static final int USAGE = 2;
  private static final int MEMBER = 16 << 20;

  @TempDir private Path directory;

  private void assertRefused(String expected, String... arguments) throws Exception {
    Path output = directory.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + HEAP_MIB + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dguice_custom_class_loading=CHILD");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(output);

    assertThat(ended).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isEqualTo(USAGE);
    assertThat(printed).containsPattern(expected).doesNotContain("\tat ");
  }

  /** A gzip file of many members that are the same, {@code MEMBER} times as often. */
  private Path gzip(byte start, byte fill, int members) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(member)) {
      byte[] content = new byte[MEMBER];
      Arrays.fill(content, fill);
      content[0] = start;
      out.write(content);
    }
    Path file = directory.resolve("bomb.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < members; i++) {
        out.write(member.toByteArray());
      }
    }
    return file;
  }

  private Path out() {
    return directory.resolve("out.jsonl.gz");
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void import_oneLineOfOneGibibyte_isRefusedAtItsLine() throws Exception {
    Path file = gzip((byte) '{', (byte) 'a', 64);

    assertRefused(
        "bomb\\.gz:1: the line is longer than 1048576 bytes\\. \\w",
        "import",
        file.toString(),
        "-o",
        out().toString());
    assertThat(out()).doesNotExist();
  }

  @Test
  void import_gzipOfOneGibibyteOfLineFeeds_isRefusedForItsExpansion() throws Exception {
    Path file = gzip((byte) '\n', (byte) '\n', 64);

    assertRefused(
        "bomb\\.gz:\\d+: .*expands to more than 200 times its size.*\\. \\w",
        "import",
        file.toString(),
        "-o",
        out().toString());
    assertThat(out()).doesNotExist();
  }

  @Test
  void import_deeplyNestedJson_isRefusedAtItsLine() throws Exception {
    Path file =
        text(
            "deep.jsonl",
            "{\"t_ns\":0,\"tid\":\"d\",\"ev\":\"meta\",\"args\":{\"recording\":\"r\",\"qemu\":\"q\","
                + "\"format\":1}}\n{\"t_ns\":1,\"tid\":\"d\",\"ev\":\"x\",\"args\":"
                + "[".repeat(500_000)
                + "\n");

    assertRefused("deep\\.jsonl:2: .*\\. \\w", "import", file.toString(), "-o", out().toString());
    assertThat(out()).doesNotExist();
  }

  @Test
  void mtree_fileOfOneLine_isRefusedAtItsLine() throws Exception {
    Path file = text("long.txt", "a".repeat(9 << 20));

    assertRefused(
        "long\\.txt:1: the line is longer than 4096 bytes\\. \\w", "mtree", file.toString());
  }

  @Test
  void report_deeplyNestedManifest_isRefusedForItsDepth() throws Exception {
    text("manifest.json", "{\"schema\":1,\n\"more\":" + "[".repeat(500_000));

    assertRefused("manifest\\.json is damaged: .*depth.*; \\w", "report", directory.toString());
  }

  /** The file is sparse: it takes no room on the disk. */
  @Test
  void report_documentOfOneGibibyte_isRefusedForItsSize() throws Exception {
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("verdicts.json").toFile(), "rw")) {
      file.setLength(1L << 30);
    }

    assertRefused(
        "verdicts\\.json cannot be read: it is larger than [0-9.]+ MiB.*JAVA_TOOL_OPTIONS",
        "report",
        directory.toString());
  }

  @Test
  void report_benchmarksThatBecomeManyNodes_isRefusedForTheirSize() throws Exception {
    text("jmh.json", "[" + "[],".repeat(1 << 20) + "[]]");

    assertRefused(
        "jmh\\.json cannot be read: it is larger than [0-9.]+ MiB", "report", directory.toString());
  }

  @Test
  void replay_tokenThatUnfolds_isRefused() throws Exception {
    assertRefused(
        "replay token is damaged: its checksum .*copy it again",
        "replay",
        "q1:gfree-rcu:-:clear-vs-unregister:in-tree:sc:spec:" + "a99999".repeat(2_000) + ":0");
  }
}
