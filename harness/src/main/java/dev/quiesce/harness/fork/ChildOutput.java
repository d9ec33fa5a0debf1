package dev.quiesce.harness.fork;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quiesce.harness.result.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns a child's standard output into events, on a thread of its own. */
final class ChildOutput {
  private static final int QUEUED = 256;
  private static final int QUOTED = 120;

  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(QUEUED);
  private final ChildLog log;
  private volatile boolean ignored;

  ChildOutput(ChildLog log) {
    this.log = log;
  }

  /** What the output says next. */
  sealed interface Event {
    /** A message. */
    record Said(Message message) implements Event {}

    /** Something that is not a message, or too much of it. */
    record Broken(String why) implements Event {}

    /** Nothing more. */
    record Closed() implements Event {}
  }

  void start(InputStream stdout, ChildLimits limits, String name) {
    Thread thread = new Thread(() -> read(stdout, limits), name + "-stdout");
    thread.setDaemon(true);
    thread.start();
  }

  /** The next event, or null if there is none for that long. */
  @Nullable Event next(Duration silence) throws InterruptedException {
    return events.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From now on lines go to the log: a thread dump is not a message. */
  void ignore() {
    ignored = true;
    events.clear();
  }

  private void read(InputStream stdout, ChildLimits limits) {
    try {
      CappedLines lines = new CappedLines(stdout, limits.line(), limits.total());
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (ignored) {
          log.line(line);
        } else {
          put(event(line));
        }
      }
    } catch (IOException e) {
      put(new Event.Broken("its output cannot be read: " + e.getMessage()));
    }
    put(new Event.Closed());
  }

  private static Event event(String line) {
    try {
      return new Event.Said(Json.read(line, Message.class));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      String start = line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line;
      return new Event.Broken("a line of its output is no message: " + start);
    }
  }

  private void put(Event event) {
    try {
      while (!ignored && !events.offer(event, 1, TimeUnit.SECONDS)) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
