package dev.quiesce.harness.torture;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process occupies between two rounds, when all that a round used is garbage.
 *
 * @param heapKib live heap, after a collection
 * @param residentKib memory of the process in RAM: heap, native memory, code
 * @param threads live Java threads
 * @param files open file descriptors
 */
record Footprint(long heapKib, long residentKib, long threads, long files) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String RESIDENT = "VmRSS:";

  /** As it is now; 0 for what this system does not tell. Collects garbage. */
  static Footprint now() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 10;
    long threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Footprint(used, resident(), threads, openFiles());
  }

  private static long resident() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static long openFiles() {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.count();
    } catch (IOException e) {
      return 0;
    }
  }
}
