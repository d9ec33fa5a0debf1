package dev.quiesce.harness.fork;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The CPUs that this process may use, and how to pin a child to one of them. */
public final class Cpus {
  private static final String ALLOWED = "Cpus_allowed_list:";

  private Cpus() {}

  /**
   * Numbers of the CPUs that this process may use; counted from 0 where the kernel does not say.
   */
  public static List<Integer> allowed() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String list =
          lines
              .filter(line -> line.startsWith(ALLOWED))
              .findFirst()
              .map(line -> line.substring(ALLOWED.length()).trim())
              .orElse("");
      List<Integer> numbers = parse(list);
      return numbers.isEmpty() ? counted() : numbers;
    } catch (IOException | NumberFormatException e) {
      return counted();
    }
  }

  static List<Integer> parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      String[] ends = part.split("-", 2);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** The command in front of a command that is to stay on {@code cpu}. */
  static List<String> pin(int cpu) {
    if (cpu == ChildSpec.ANY_CPU || !hasTaskset()) {
      return List.of();
    }
    return List.of("taskset", "-c", Integer.toString(cpu));
  }

  private static boolean hasTaskset() {
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "taskset")));
  }

  private static List<Integer> counted() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      numbers.add(i);
    }
    return numbers;
  }
}
