package dev.quiesce.harness.fork;

import dev.quiesce.harness.fork.ChildOutput.Event;
import dev.quiesce.harness.result.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One child JVM. Whatever goes wrong is an explicit failure of the item at hand: silence, death, an
 * early end, nonsense or a flood on its standard output.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Duration END_OF_CHILD = Duration.ofSeconds(20);

  private final ChildSpec spec;
  private final Process process;
  private final OutputStream stdin;
  private final ChildOutput output;
  private final ChildLog log;

  private ChildJvm(ChildSpec spec, Process process, ChildLimits limits) {
    this.spec = spec;
    this.process = process;
    this.stdin = process.getOutputStream();
    this.log = new ChildLog(spec.log(), limits.log());
    this.output = new ChildOutput(log);
    String name = "child-" + spec.kind() + "-" + process.pid();
    log.copy(process.getErrorStream(), name);
    output.start(process.getInputStream(), limits, name);
  }

  /**
   * Starts a child.
   *
   * @throws IOException if it cannot be started
   */
  public static ChildJvm start(ChildSpec spec) throws IOException {
    return start(spec, spec.command(), ChildLimits.DEFAULT);
  }

  static ChildJvm start(ChildSpec spec, List<String> command, ChildLimits limits)
      throws IOException {
    return new ChildJvm(spec, new ProcessBuilder(command).start(), limits);
  }

  /**
   * Gives the child one item and waits for its end.
   *
   * @param item the record of this kind
   * @param silence how long the child may say nothing
   * @param out takes the messages
   * @throws InterruptedException if this thread is interrupted; the child is killed then
   */
  public ItemOutcome execute(Object item, Duration silence, Consumer<Message> out)
      throws InterruptedException {
    try {
      stdin.write((Json.line(item) + "\n").getBytes(StandardCharsets.UTF_8));
      stdin.flush();
    } catch (IOException e) {
      return childFailed("it takes no more items; " + ending());
    }
    try {
      return await(silence, out);
    } catch (InterruptedException e) {
      kill();
      throw e;
    }
  }

  private ItemOutcome await(Duration silence, Consumer<Message> out) throws InterruptedException {
    while (true) {
      Event event = output.next(silence);
      if (event == null) {
        return hung(silence);
      } else if (event instanceof Event.Broken broken) {
        return childFailed(broken.why());
      } else if (event instanceof Event.Closed) {
        return childFailed("it ended in the middle of an item; " + ending());
      } else if (event instanceof Event.Said said) {
        Message message = said.message();
        if (message instanceof Message.Done) {
          return new ItemOutcome.Finished();
        } else if (message instanceof Message.Failed failed) {
          return new ItemOutcome.TaskFailed(failed.error());
        } else if (message instanceof Message.End) {
          return childFailed("it said that it is finished in the middle of an item");
        }
        out.accept(message);
      }
    }
  }

  private ItemOutcome hung(Duration silence) throws InterruptedException {
    output.ignore();
    log.line("--- silent for " + silence.toMillis() + " ms; threads:");
    ThreadDump.of(process, log);
    return childFailed(
        "it said nothing for "
            + silence.toMillis()
            + " ms and was killed; threads are in "
            + log.file());
  }

  private ItemOutcome childFailed(String why) {
    kill();
    return new ItemOutcome.ChildFailed("child " + spec.kind() + " failed: " + why);
  }

  private String ending() {
    try {
      if (process.waitFor(2, TimeUnit.SECONDS)) {
        return "exit code " + process.exitValue() + ", its messages are in " + log.file();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "it still runs, its messages are in " + log.file();
  }

  /** Tells the child that no item follows, and says what was wrong with its end, if anything. */
  public Optional<String> finish() throws InterruptedException {
    boolean ended = false;
    try {
      stdin.close();
      while (true) {
        Event event = output.next(END_OF_CHILD);
        if (event instanceof Event.Said said && said.message() instanceof Message.End) {
          ended = true;
        } else if (event instanceof Event.Closed) {
          break;
        } else if (event == null || event instanceof Event.Broken) {
          return Optional.of("child " + spec.kind() + " does not end after its last item");
        }
      }
      String ending = ending();
      if (!ended || process.isAlive() || process.exitValue() != 0) {
        return Optional.of("child " + spec.kind() + " ended without saying so; " + ending);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("child " + spec.kind() + " cannot be told to end; " + ending());
    } finally {
      kill();
    }
  }

  /** Whether the process ended because it was interrupted from outside. */
  public boolean interrupted() {
    return !process.isAlive() && (process.exitValue() == 130 || process.exitValue() == 143);
  }

  /** Ends the process at once. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
