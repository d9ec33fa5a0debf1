package dev.quiesce.harness.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Where the threads of a silent child are. */
final class ThreadDump {
  private static final long SECONDS = 5;

  private ThreadDump() {}

  /** Writes the stacks of a process to a log, by jstack or else by its own hand. */
  static void of(Process process, ChildLog log) throws InterruptedException {
    Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
    String pid = Long.toString(process.pid());
    try {
      if (!Files.isExecutable(jstack) || !copy(log, jstack.toString(), pid)) {
        copy(log, "kill", "-3", pid);
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (IOException e) {
      log.line("no thread dump: " + e.getMessage());
    }
  }

  private static boolean copy(ChildLog log, String... command)
      throws IOException, InterruptedException {
    Process dump = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(dump.getInputStream(), StandardCharsets.UTF_8))) {
                in.lines().forEach(log::line);
              } catch (IOException e) {
                log.line("the thread dump cannot be read: " + e.getMessage());
              }
            },
            "thread-dump");
    reader.setDaemon(true);
    reader.start();
    if (!dump.waitFor(SECONDS, TimeUnit.SECONDS)) {
      dump.destroyForcibly();
      return false;
    }
    reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
    return dump.exitValue() == 0;
  }
}
