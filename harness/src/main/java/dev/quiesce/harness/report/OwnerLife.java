package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Picture.Phase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the life of the storage that a schedule is about: of the listener that is unregistered,
 * and of what embeds it.
 */
final class OwnerLife {
  private static final Pattern OPERATION = Pattern.compile("(?:un)?register called (\\S+).*");
  private static final Pattern OWN_WRITE = Pattern.compile("write (\\S+?)\\.\\S+ = (.*)");
  private static final Pattern LINK_WRITE = Pattern.compile("write \\S+\\.(?:next|prev) = .*");

  private final String listener;
  private final String owner;
  private Phase phase;
  private String event = "";
  private int unregistering = -1;
  private boolean returned;

  /**
   * The life of a listener.
   *
   * @param schedule that it is lived in
   * @param message of the violation; names the owner where storage was touched
   */
  OwnerLife(ScheduleText schedule, String message) {
    this.listener = listener(schedule, message);
    this.owner = quoted(message);
    boolean registersHere =
        schedule.rows().stream().anyMatch(row -> row.text().equals("register called " + listener));
    this.phase = listener.isEmpty() ? Phase.NONE : registersHere ? Phase.ALLOCATED : Phase.LINKED;
  }

  /** Name of the listener; empty if the schedule is about none. */
  String name() {
    return listener;
  }

  Phase phase() {
    return phase;
  }

  /** What the last row did to it, or empty. */
  String event() {
    return event;
  }

  /** Takes a row. */
  void follow(ScheduleText.Row row) {
    event = "";
    if (listener.isEmpty() || phase == Phase.FREED) {
      return;
    }
    String text = row.text();
    if (text.equals("unregister called " + listener)) {
      unregistering = row.lane();
      returned = false;
    } else if (text.startsWith("unregister returned " + listener)
        || text.startsWith("unregister refused " + listener)) {
      returned = true;
    }
    Phase next = next(row, text);
    if (next != phase) {
      phase = next;
      event = word(next);
    }
  }

  private Phase next(ScheduleText.Row row, String text) {
    boolean mine = row.lane() == unregistering;
    if (text.startsWith("free ") && isOwner(text.substring("free ".length()))) {
      return Phase.FREED;
    }
    boolean retired =
        (text.startsWith("retired ") && isOwner(text.substring("retired ".length())))
            || (text.equals("call_rcu") && mine && returned);
    if (retired && phase == Phase.UNLINKED) {
      return Phase.RETIRED;
    }
    if (text.equals("register returned " + listener)
        || (phase == Phase.ALLOCATED && linksIn(text))) {
      return Phase.LINKED;
    }
    Matcher write = OWN_WRITE.matcher(text);
    boolean own = write.matches() && write.group(1).equals(listener);
    if (own && mine && returned && write.group(2).equals("null")) {
      return phase == Phase.UNLINKED || phase == Phase.RETIRED ? Phase.ZEROED : phase;
    }
    if (mine && !returned && phase == Phase.LINKED && !own && LINK_WRITE.matcher(text).matches()) {
      return Phase.UNLINKED;
    }
    return phase;
  }

  private boolean linksIn(String text) {
    return text.startsWith("write ") && text.endsWith(" = " + listener + ".link");
  }

  /** An owner that the message does not name is what else than a flat view is freed. */
  private boolean isOwner(String freed) {
    return owner.isEmpty()
        ? unregistering >= 0 && !freed.startsWith("FlatView")
        : freed.equals(owner);
  }

  private static String listener(ScheduleText schedule, String message) {
    String last = "";
    for (ScheduleText.Row row : schedule.rows()) {
      Matcher matcher = OPERATION.matcher(row.text());
      if (matcher.matches() && (last.isEmpty() || message.contains(matcher.group(1)))) {
        last = matcher.group(1);
      }
    }
    return last;
  }

  private static String quoted(String message) {
    int from = message.indexOf("\n  in ");
    int open = from < 0 ? -1 : message.indexOf('\'', from);
    int close = open < 0 ? -1 : message.indexOf('\'', open + 1);
    return close < 0 ? "" : message.substring(open + 1, close);
  }

  /** The phase in a word. */
  String word() {
    return word(phase);
  }

  private static String word(Phase phase) {
    return switch (phase) {
      case NONE -> "";
      case ALLOCATED -> "allocated";
      case LINKED -> "linked";
      case UNLINKED -> "unlinked";
      case RETIRED -> "retired";
      case ZEROED -> "zeroed";
      case FREED -> "freed";
    };
  }
}
