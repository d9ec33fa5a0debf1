package dev.quiesce.harness.torture;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.seam.DelaySite;
import dev.quiesce.api.seam.Perturber;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of a round does and has seen. Everything is confined to its thread while the
 * round runs, so that counting orders nothing in the subject; only the marks that other threads
 * look at are opaque.
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant: counted inside the windows that are tested
final class Witness implements Perturber {
  static final int AGES = 11;
  private static final VarHandle SECTION = handle("section", long.class);
  private static final VarHandle LOOPS = handle("loops", long.class);
  private static final VarHandle MAIL = handle("mail", Mail.class);
  private static final int SHORT = 16;
  private static final int IN_WALKS = 512;
  private static final int STALL_ODDS = 400;

  final SplittableRandom choices;
  final long[] pipe = new long[AGES];
  final long[] batch = new long[AGES];
  final long[] delays = new long[DelaySite.values().length];
  final long[] faults = new long[Fault.values().length];
  long walks;
  long updates;
  long callbacks;
  long refusals;
  long postponed;
  long late;
  long migrations;
  long rcuWaits;

  private final boolean perturbed;
  private final Set<Element> visited = new HashSet<>();
  private Activity activity = Activity.RCU;
  private @Nullable Callback walking;
  private int permanentSeen;
  private boolean misordered;
  private boolean twice;

  @SuppressWarnings("unused") // through SECTION: odd while in a read section
  private long section;

  @SuppressWarnings("unused") // through LOOPS
  private long loops;

  @SuppressWarnings("unused") // through MAIL
  private @Nullable Mail mail;

  Witness(Randomness randomness, boolean perturbed) {
    this.choices = randomness.choices();
    this.perturbed = perturbed;
  }

  /** A thread's loop count that was read before a grace period, for another thread to compare. */
  record Mail(Witness of, long loops) {}

  private static VarHandle handle(String field, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Witness.class, field, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether something of that probability happens now. */
  boolean oneIn(int odds) {
    return choices.nextInt(odds) == 0;
  }

  void injected(Fault fault) {
    faults[fault.ordinal()]++;
  }

  void activity(Activity now) {
    activity = now;
  }

  Activity activity() {
    return activity;
  }

  /** In a read section from here on; the caller has entered it. */
  void sectionEntered() {
    SECTION.setOpaque(this, section + 1);
  }

  /** About to leave the outermost read section. */
  void sectionLeaving() {
    SECTION.setRelease(this, section + 1);
    LOOPS.setOpaque(this, loops + 1);
  }

  /** For other threads: odd while in a read section, different for each. */
  long section() {
    return (long) SECTION.getAcquire(this);
  }

  long loops() {
    return (long) LOOPS.getOpaque(this);
  }

  void post(Mail letter) {
    MAIL.setOpaque(this, letter);
  }

  @Nullable Mail takeMail() {
    Mail letter = (Mail) MAIL.getOpaque(this);
    if (letter != null) {
      MAIL.setOpaque(this, (Object) null);
    }
    return letter;
  }

  void walkBegins(Callback callback) {
    walking = callback;
    visited.clear();
    permanentSeen = 0;
    misordered = false;
    twice = false;
  }

  /** A callback of the walk under way; anything else is not the walk's. */
  void visit(Element element, Callback callback) {
    if (callback != walking) {
      return;
    }
    twice |= !visited.add(element);
    if (element.isPermanent()) {
      misordered |= element.number() != permanentSeen;
      permanentSeen++;
    }
  }

  /** The walk has ended; what was wrong with it, or null. */
  @Nullable String walkEnds(int permanent) {
    walking = null;
    walks++;
    if (permanentSeen < permanent) {
      return "a walk visited " + permanentSeen + " of " + permanent + " listeners that never left";
    }
    if (twice) {
      return "a walk visited a registration twice";
    }
    return misordered ? "a walk visited listeners out of the order of their priorities" : null;
  }

  void walkAbandoned() {
    walking = null;
  }

  @Override
  public void at(DelaySite site) {
    if (!perturbed || !oneIn(site == DelaySite.LOAD_TO_VISIT ? IN_WALKS : SHORT)) {
      return;
    }
    delays[site.ordinal()]++;
    if (site == DelaySite.GRACE_PERIOD_TO_FREE && oneIn(STALL_ODDS / SHORT)) {
      injected(Fault.STALLED_CALLBACK_THREAD);
      Rest.millis(choices.nextInt(10, 50));
    } else if (oneIn(4)) {
      Rest.micros(choices.nextInt(50, 1500));
    } else {
      for (int i = choices.nextInt(1, 400); i > 0; i--) {
        Thread.onSpinWait();
      }
    }
  }
}
