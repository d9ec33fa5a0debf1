package dev.quiesce.harness.fork;

import dev.quiesce.api.seam.Seam;
import java.io.IOException;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Keeps a test process of the explorer on one CPU, as the explorer's own children are: its threads
 * hand over to each other at every step, which takes many times longer from one CPU to another.
 */
public final class OneCpu implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    List<Integer> allowed = Cpus.allowed();
    if (!Seam.CONTROLLED || allowed.size() == 1) {
      return;
    }
    int fork = Integer.getInteger("quiesce.test.fork", 1);
    String cpu = Integer.toString(allowed.get(fork % allowed.size()));
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      int unused = new ProcessBuilder("taskset", "-a", "-c", "-p", cpu, self).start().waitFor();
    } catch (IOException e) {
      System.out.println("the tests are not pinned to one CPU, and take longer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
