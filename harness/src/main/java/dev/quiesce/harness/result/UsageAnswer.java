package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a call; the later constant is the worse one. */
public enum UsageAnswer {
  /** Done; for an unregister, the owner's storage was free when its release returned. */
  OK("ok", "done; of an unregister, the storage was freed at once"),
  /** Nothing to do. */
  NO_OP("none", "no-op: it was not registered"),
  /** Unregistered at once, storage freed after a grace period. */
  DEFERRED("def", "done; the storage was freed later, after a grace period"),
  /** Accepted, to be done when the migration has ended; and done then. */
  POSTPONED("post", "postponed to the migration's end, and done then"),
  /** Declined with an exception; accepted after the migration. */
  REFUSED("ref", "refused with an exception; accepted after the migration"),
  /** A usage error, with an exception and without a change. */
  EXCEPTION("exc", "usage error: an exception, nothing changed"),
  /** A walk left a registered listener out. */
  LOST("lost", "a walk left a registered listener out"),
  /** The thread would wait for itself: diagnosed. */
  SELF_WAIT("self", "self-wait diagnosed"),
  /** Threads wait for one another for ever: diagnosed. */
  DEADLOCK("dead", "deadlock or livelock diagnosed"),
  /** Storage that was given up is never freed. */
  LEAK("leak", "the storage is never freed"),
  /** A null or zeroed field of an unlinked listener was used: diagnosed. */
  NULL("null", "null or zeroed field used, diagnosed"),
  /** Freed storage was touched: diagnosed. */
  USE_AFTER_FREE("uaf", "use after free diagnosed"),
  /** Storage was freed twice: diagnosed. */
  DOUBLE_FREE("dbl", "storage freed twice, diagnosed"),
  /** The subject reports success and the listener is still called. Silent: never acceptable. */
  LINKED("LINK", "still called after its unregister: silent corruption"),
  /** The checker cannot tell. */
  UNKNOWN("?", "the subject threw what it does not declare");

  private final String mark;
  private final String meaning;
  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  UsageAnswer(String mark, String meaning) {
    this.mark = mark;
    this.meaning = meaning;
  }

  /** The answer's name in files. */
  @JsonValue
  public String id() {
    return id;
  }

  /** At most four letters. */
  public String mark() {
    return mark;
  }

  /** One line. */
  public String meaning() {
    return meaning;
  }
}
