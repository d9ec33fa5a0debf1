package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.LogForm;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingLimits;
import dev.quiesce.harness.recording.RecordingReader;
import java.nio.file.Path;
import java.util.Locale;

/** Prints lines per second of reading the files named as arguments, cold and warm. Not a test. */
final class ReadThroughput {

  private static final int ROUNDS = 20;

  private ReadThroughput() {}

  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      Path path = Path.of(arg);
      for (int round = 1; round <= ROUNDS; round++) {
        long from = System.nanoTime();
        long lines = parse(path);
        long parsed = System.nanoTime();
        ImportedWorkload read = WorkloadReader.read(path);
        long assembled = System.nanoTime();
        if (round == 1) {
          System.out.println(read.accounting());
          System.out.println(read.workload().meta());
          System.out.println(WorkloadStatistics.of(read.workload()));
          read.workload().overlaps().forEach(System.out::println);
        }
        if (round == 1 || round == ROUNDS) {
          System.out.printf(
              Locale.ROOT,
              "%s round %d: %d lines, parse %.0f lines/s, parse and assemble %.0f lines/s%n",
              path.getFileName(),
              round,
              lines,
              lines * 1e9 / (parsed - from),
              lines * 1e9 / (assembled - parsed));
        }
      }
    }
  }

  private static long parse(Path path) throws Exception {
    RecordingLimits limits = RecordingLimits.DEFAULT;
    try (LineSource source = LineSource.open(path, limits);
        RecordingReader reader = new RecordingReader(source, LogForm.QEMU, limits)) {
      long check = 0;
      while (reader.next()) {
        check += reader.event().map(RecordedEvent::timeNs).orElse(0L) & 1;
      }
      return check < 0 ? 0 : source.line();
    }
  }
}
