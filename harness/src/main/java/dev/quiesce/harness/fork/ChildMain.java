package dev.quiesce.harness.fork;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.quiesce.harness.HarnessModule;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Entry of a child JVM. */
public final class ChildMain {
  private static final int FAILED = 3;

  private final Set<ChildTask> tasks;
  private final PlantedTasks planted;

  @Inject
  ChildMain(Set<ChildTask> tasks, PlantedTasks planted) {
    this.tasks = tasks;
    this.planted = planted;
  }

  /**
   * Runs the items of one kind.
   *
   * @param args the kind
   */
  @SuppressWarnings("CatchAndPrintStackTrace")
  public static void main(String[] args) {
    // Whatever else prints must not get between the messages.
    PrintStream messages = System.out;
    System.setOut(System.err);
    try {
      Injector injector = Guice.createInjector(new HarnessModule(PluginPath.ofProcess()));
      ChildMain child = injector.getInstance(ChildMain.class);
      child.run(args[0], new PrintStream(messages, false, StandardCharsets.UTF_8));
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(FAILED);
    }
  }

  private void run(String kind, PrintStream out) throws IOException {
    for (ChildTask task : tasks) {
      if (task.kind().equals(kind)) {
        new ChildLoop(task, planted, out).run(System.in);
        return;
      }
    }
    throw new IllegalArgumentException(
        "no task '"
            + kind
            + "', only "
            + tasks.stream().map(ChildTask::kind).sorted().collect(Collectors.joining(", ")));
  }
}
