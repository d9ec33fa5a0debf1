package dev.quiesce.harness.workload;

import static org.assertj.core.api.Assertions.fail;

import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated inputs are read or refused; nothing else is thrown. Set the property {@code quiesce.seed}
 * to repeat a run.
 */
class WorkloadReaderFuzzTest {

  private static final int ROUNDS = 1_500;
  private static final int LINES = 300;

  @TempDir Path directory;

  @Test
  void read_mutatedInput_throwsOnlyRecordingException() throws IOException {
    long seed = Long.getLong("quiesce.seed", System.nanoTime());
    System.out.println("fuzz seed " + seed);
    Random random = new Random(seed);
    List<byte[]> seeds = seeds();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
      int mutations = 1 + random.nextInt(4);
      for (int i = 0; i < mutations; i++) {
        input = mutate(input, random);
      }
      if (random.nextInt(10) == 0) {
        input = mutate(Recordings.gzip(input), random);
      }
      readOrRefuse(input, "seed %d round %d".formatted(seed, round));
    }
  }

  private static void readOrRefuse(byte[] input, String where) {
    RecordingLimits limits = RecordingLimits.DEFAULT;
    try {
      LineSource source = LineSource.of("fuzz", new ByteArrayInputStream(input), limits);
      ImportedWorkload read = WorkloadReader.read(source, "fuzz", limits);
      WorkloadStatistics.of(read.workload());
      read.workload().overlaps();
    } catch (RecordingException e) {
      if (e.getMessage().isBlank()) {
        fail(where + ": no message");
      }
    } catch (RuntimeException | StackOverflowError e) {
      fail(where, e);
    }
  }

  private List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    Path file = directory.resolve("w.jsonl.gz");
    for (BundledWorkloads.Bundled bundled : BundledWorkloads.list()) {
      List<String> lines = Recordings.text(bundled.fileName()).lines().toList();
      String head = String.join("\n", lines.subList(0, LINES)) + "\n";
      seeds.add(head.getBytes(StandardCharsets.UTF_8));
      ImportedWorkload read =
          WorkloadReader.read(Files.writeString(directory.resolve("head"), head));
      WorkloadWriter.write(read.workload(), file);
      try (GZIPInputStream in =
          new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        seeds.add(in.readAllBytes());
      }
      String rest = String.join("\n", lines.subList(lines.size() - LINES, lines.size())) + "\n";
      seeds.add((lines.get(0) + "\n" + rest).getBytes(StandardCharsets.UTF_8));
    }
    return seeds;
  }

  private static byte[] mutate(byte[] input, Random random) {
    if (input.length < 4) {
      return input;
    }
    int at = random.nextInt(input.length);
    int to = Math.min(input.length, at + 1 + random.nextInt(200));
    byte[] result = input.clone();
    switch (random.nextInt(7)) {
      case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> result[at] = (byte) "{}[]\":,0123456789-.\n\\@(e".charAt(random.nextInt(24));
      case 2 -> result = splice(input, at, to, new byte[0]);
      case 3 -> result = splice(input, at, at, Arrays.copyOfRange(input, at, to));
      case 4 -> result = Arrays.copyOf(input, at);
      case 5 -> result = swapLines(input, random);
      default -> {
        String[] odd = {
          "9223372036854775807", "-1", "1e99", "null", "{}", "\"\"", "18446744073709551616"
        };
        byte[] text = odd[random.nextInt(odd.length)].getBytes(StandardCharsets.US_ASCII);
        result = splice(input, numberAt(input, at), numberEnd(input, numberAt(input, at)), text);
      }
    }
    return result;
  }

  private static byte[] splice(byte[] input, int from, int to, byte[] middle) {
    byte[] result = new byte[input.length - (to - from) + middle.length];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(input, to, result, from + middle.length, input.length - to);
    return result;
  }

  private static byte[] swapLines(byte[] input, Random random) {
    List<String> lines =
        new ArrayList<>(new String(input, StandardCharsets.ISO_8859_1).lines().toList());
    if (lines.size() < 2) {
      return input;
    }
    int a = random.nextInt(lines.size());
    String moved = lines.remove(a);
    if (random.nextBoolean()) {
      lines.add(random.nextInt(lines.size() + 1), moved);
    }
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int numberAt(byte[] input, int from) {
    int at = from;
    while (at < input.length && (input[at] < '0' || input[at] > '9')) {
      at++;
    }
    return at;
  }

  private static int numberEnd(byte[] input, int from) {
    int at = from;
    while (at < input.length && input[at] >= '0' && input[at] <= '9') {
      at++;
    }
    return at;
  }
}
