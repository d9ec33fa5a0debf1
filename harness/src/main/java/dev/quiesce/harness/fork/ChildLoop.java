package dev.quiesce.harness.fork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.result.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The main loop of a child: one item a line in, messages out. */
final class ChildLoop {
  private final ChildTask task;
  private final PlantedTasks planted;
  private final PrintStream out;

  ChildLoop(ChildTask task, PlantedTasks planted, PrintStream out) {
    this.task = task;
    this.planted = planted;
    this.out = out;
  }

  void run(InputStream in) throws IOException {
    BufferedReader items = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = items.readLine(); line != null; line = items.readLine()) {
      say(one(line));
    }
    say(new Message.End());
  }

  /** A failure of any kind fails the item, never the child: only a broken JVM ends it. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private Message one(String line) {
    try {
      JsonNode item = Json.tree(line);
      String mutant = task.mutant(item);
      if (mutant == null) {
        task.run(item, this::say);
      } else {
        planted.run(mutant, task.kind(), item, this::say);
      }
      return new Message.Done();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      e.printStackTrace();
      return new Message.Failed(e.toString());
    }
  }

  private void say(Message message) {
    synchronized (out) {
      out.println(Json.line(message));
      out.flush();
    }
  }
}
