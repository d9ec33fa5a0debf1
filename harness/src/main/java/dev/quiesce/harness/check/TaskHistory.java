package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerWalk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one task is in the middle of: a stack of walks, replays, callbacks and calls. */
final class TaskHistory {
  enum What {
    WALK,
    REPLAY,
    CALLBACK,
    REGISTER,
    UNREGISTER,
    COMMIT;

    private final String text = name().toLowerCase(Locale.ROOT);
  }

  /** One entry of the stack. */
  static final class Frame {
    final What what;

    /** Calls per registration, of a walk. */
    final Map<Visit, Integer> visits = new HashMap<>();

    /** Registrations complete when the walk began. */
    final Set<Visit> registeredBefore = new HashSet<>();

    /** Whom a walk has called last. */
    @Nullable ListenerHistory lastVisited;

    private final @Nullable ListenerWalk walk;

    private Frame(What what, @Nullable ListenerWalk walk) {
      this.what = what;
      this.walk = walk;
    }

    static Frame of(What what) {
      return new Frame(what, null);
    }

    static Frame of(ListenerWalk walk) {
      return new Frame(What.WALK, walk);
    }

    String name() {
      return walk == null ? what.text : "walk of " + walk.callback().cName();
    }

    /** The walk of a WALK frame. */
    ListenerWalk walk() {
      return Objects.requireNonNull(walk);
    }
  }

  /** One registration of one listener. */
  record Visit(ListenerHistory listener, int registration) {}

  final Deque<Frame> stack = new ArrayDeque<>();
  int sections;

  boolean inside(What what) {
    for (Frame frame : stack) {
      if (frame.what == what) {
        return true;
      }
    }
    return false;
  }

  boolean changesLists() {
    return inside(What.REGISTER) || inside(What.UNREGISTER) || inside(What.COMMIT);
  }

  /** Whether the innermost call of unregister is not inside a callback that it delivered itself. */
  boolean unregistersItself() {
    for (Frame frame : stack) {
      if (frame.what == What.CALLBACK) {
        return false;
      }
      if (frame.what == What.UNREGISTER) {
        return true;
      }
    }
    return false;
  }

  /** Whether the innermost frame is a walk: the task runs the walk's own code, no callback. */
  boolean walks() {
    return !stack.isEmpty() && stack.peek().what == What.WALK;
  }

  /** The callback of the innermost walk; null if there is none. */
  @Nullable Callback walking() {
    for (Frame frame : stack) {
      if (frame.what == What.WALK) {
        return frame.walk().callback();
      }
    }
    return null;
  }

  /** What the task is in the middle of, innermost last. */
  String doing() {
    if (stack.isEmpty()) {
      return "in no call";
    }
    StringBuilder text = new StringBuilder();
    for (Iterator<Frame> frames = stack.descendingIterator(); frames.hasNext(); ) {
      text.append(text.length() == 0 ? "in " : " > ").append(frames.next().name());
    }
    return text.toString();
  }

  /** Removes the innermost frame of a kind. */
  void pop(What what) {
    for (Iterator<Frame> frames = stack.iterator(); frames.hasNext(); ) {
      if (frames.next().what == what) {
        frames.remove();
        return;
      }
    }
  }
}
