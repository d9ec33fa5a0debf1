package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
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

  /**
   * One entry of the stack; knows the entries around it, which are never changed, so that it also
   * tells what the task was doing when it was on top.
   */
  static final class Frame implements Supplier<String> {
    private final What what;
    private final @Nullable Walk walk;
    private final @Nullable Frame outer;

    private Frame(What what, @Nullable Walk walk, @Nullable Frame outer) {
      this.what = what;
      this.walk = walk;
      this.outer = outer;
    }

    private String name() {
      return walk == null ? what.text : "walk of " + walk.callback.cName();
    }

    /** What the task is in the middle of, innermost last. */
    @Override
    public String get() {
      return outer == null ? "in " + name() : outer.get() + " > " + name();
    }

    /** The same stack without its innermost frame of that kind. */
    private @Nullable Frame without(What kind) {
      if (what == kind) {
        return outer;
      }
      Frame rest = outer == null ? null : outer.without(kind);
      return rest == outer ? this : new Frame(what, walk, rest);
    }
  }

  /** One walk: whom it has to call, and whom it has called. */
  static final class Walk {
    final Callback callback;

    /** Whom it has called last. */
    @Nullable ListenerHistory last;

    private final List<Visit> visits = new ArrayList<>(4);

    private Walk(Callback callback) {
      this.callback = callback;
    }

    /** What it owes the current registration of that listener. */
    Visit visit(ListenerHistory listener) {
      for (int i = 0; i < visits.size(); i++) {
        Visit visit = visits.get(i);
        if (visit.listener == listener && visit.registration == listener.registration) {
          return visit;
        }
      }
      Visit visit = new Visit(listener, listener.registration);
      visits.add(visit);
      return visit;
    }
  }

  /** One registration of one listener in one walk. */
  static final class Visit {
    private final ListenerHistory listener;
    private final int registration;

    /** It was complete when the walk began. */
    boolean registeredBefore;

    int calls;

    private Visit(ListenerHistory listener, int registration) {
      this.listener = listener;
      this.registration = registration;
    }
  }

  /** The innermost; null outside every call. */
  private @Nullable Frame top;

  int sections;

  void push(What what) {
    top = new Frame(what, null, top);
  }

  Walk push(ListenerWalk walk) {
    Walk pushed = new Walk(walk.callback());
    top = new Frame(What.WALK, pushed, top);
    return pushed;
  }

  /** Removes the innermost frame of a kind, if there is one. */
  void pop(What what) {
    if (top != null) {
      top = top.without(what);
    }
  }

  /** The walk whose own code the task runs, no callback; null if it runs none. */
  @Nullable Walk walk() {
    return top == null ? null : top.walk;
  }

  boolean inside(What what) {
    for (Frame frame = top; frame != null; frame = frame.outer) {
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
    for (Frame frame = top; frame != null; frame = frame.outer) {
      if (frame.what == What.CALLBACK) {
        return false;
      }
      if (frame.what == What.UNREGISTER) {
        return true;
      }
    }
    return false;
  }

  /** The callback of the innermost walk; null if there is none. */
  @Nullable Callback walking() {
    for (Frame frame = top; frame != null; frame = frame.outer) {
      if (frame.walk != null) {
        return frame.walk.callback;
      }
    }
    return null;
  }

  /** What the task is in the middle of now, in words whenever they are asked for. */
  Supplier<String> doing() {
    return top == null ? () -> "in no call" : top;
  }
}
