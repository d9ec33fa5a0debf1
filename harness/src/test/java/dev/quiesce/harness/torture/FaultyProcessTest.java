package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that hit a whole process. */
@Timeout(120)
class FaultyProcessTest {
  private static Process start(String mode, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Dquiesce.seam=checked", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FaultyProcess.class.getName());
    command.add(mode);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void stallDetector_processStoppedAndContinued_raisesNoAlarm() throws Exception {
    Process process = start("stop");
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("ready");

    signal("STOP", process);
    // The fault itself: longer than the detector's limit. Nothing is synchronised by it.
    TimeUnit.MILLISECONDS.sleep(2500);
    signal("CONT", process);
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();

    assertThat(out.readLine()).startsWith("alarms 0 pauses ").doesNotEndWith(" 0");
  }

  @Test
  void callRcu_floodInSmallHeapWithStalledReader_losesNothing() throws Exception {
    Process process = start("flood", "-Xmx64m");

    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(line).isEqualTo("early 0 run 300000 in order true");
    assertThat(process.waitFor()).isZero();
  }
}
