package dev.quiesce.harness.report;

import static dev.quiesce.harness.report.Evidence.in;
import static dev.quiesce.harness.report.Evidence.kinds;
import static dev.quiesce.harness.report.Evidence.lines;
import static dev.quiesce.harness.report.Evidence.scenarios;
import static dev.quiesce.harness.report.Evidence.seen;
import static dev.quiesce.harness.report.Evidence.share;
import static dev.quiesce.harness.report.Evidence.subjects;
import static dev.quiesce.harness.report.Evidence.violated;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;

/**
 * The thread's questions about correctness, each answered by its own rule from the run's cells; the
 * questions about cost and frequency are {@link FieldQuestions}.
 */
public final class Questions {
  private static final String UNFIXED = "control-unfixed";
  private static final String DRAIN = "control-drain";
  private static final String SYNCHRONIZE = "control-synchronize";
  private static final String EVERYWHERE = "control-bql-everywhere";

  private final Evidence evidence;
  private final FieldQuestions field;

  /** The questions, to be asked of that data. */
  public Questions(RunData data) {
    this.evidence = new Evidence(data);
    this.field = new FieldQuestions(evidence);
  }

  /** All of them, in order. */
  public List<Answer> answers() {
    return List.of(
        holdTheBql(),
        finerLock(),
        notificationsWhileGoing(),
        field.bqlPerClear(),
        releaseInDrain(),
        appendixA(),
        drainOrSynchronize(),
        deferredFree(),
        omitReadLock(),
        concurrentNotifiers(),
        field.unregisterDuringMigration(),
        signallingCallback(),
        field.howRare(),
        field.overWorried());
  }

  Answer holdTheBql() {
    String question = "Why not just hold the BQL when unregistering?";
    List<CellResult> held =
        evidence.cells(UNFIXED, "clear-vs-unregister", "balloon-hint", "tlb-protect-code");
    if (held.isEmpty()) {
      return none(1, question);
    }
    List<CellResult> broken = violated(held);
    List<CellResult> everywhere = evidence.cells(EVERYWHERE, "lock-order");
    String text =
        "It is held in "
            + UNFIXED
            + ", and "
            + share(broken, held)
            + " with an unlocked walk are violated"
            + (broken.isEmpty() ? "." : ": " + kinds(broken) + ".")
            + (everywhere.isEmpty()
                ? ""
                : " With the BQL in every walk too, "
                    + share(violated(everywhere), everywhere)
                    + " of lock-order are violated"
                    + (violated(everywhere).isEmpty()
                        ? "."
                        : ": " + kinds(violated(everywhere)) + "."));
    return new Answer(1, question, text, lines(join(held, everywhere)));
  }

  Answer finerLock() {
    String question =
        "Could a finer lock protect the listeners? What does it cost the migration and unregister?";
    List<CellResult> cells = evidence.cells(cell -> cell.key().strategy().equals("notifier-lock"));
    if (cells.isEmpty()) {
      return none(2, question);
    }
    List<CellResult> broken = violated(cells);
    List<CellResult> waiting = seen(cells, Promise.READERS_NEVER_BLOCK);
    List<String> cost = new ArrayList<>(evidence.p99Lines(MeasuredOperation.CLEAR));
    cost.addAll(evidence.p99Lines(MeasuredOperation.UNREGISTER));
    String text =
        "notifier-lock is violated in "
            + share(broken, cells)
            + " ("
            + scenarios(broken)
            + "); a walk waits for a writer in "
            + share(waiting, cells)
            + ". "
            + (cost.isEmpty() ? "Its cost was not measured in this run." : "Costs are below.");
    List<String> support = new ArrayList<>(lines(broken));
    support.addAll(cost);
    return new Answer(2, question, text, support);
  }

  Answer notificationsWhileGoing() {
    String question =
        "What is a still registered listener supposed to do with notifications while it is going"
            + " away?";
    Promise[] promises = {
      Promise.NO_CALLBACK_AFTER_REGION_DEL,
      Promise.NO_OVERLAP_WITH_REPLAY,
      Promise.NO_CALLBACK_BEFORE_REGION_ADD,
      Promise.NO_CALLBACK_AFTER_UNREGISTER
    };
    List<CellResult> cells = evidence.cells(cell -> exercised(cell, promises));
    if (cells.isEmpty()) {
      return none(3, question);
    }
    List<String> support = new ArrayList<>();
    for (Promise promise : promises) {
      List<CellResult> able = evidence.cells(cell -> exercised(cell, promise));
      List<CellResult> seen = seen(able, promise);
      support.add(promise + ": broken in " + share(seen, able) + "; by " + subjects(seen));
    }
    List<CellResult> seen = seen(cells, promises);
    String text =
        seen.isEmpty()
            ? "No subject delivered one: none was seen in " + cells.size() + " cells."
            : "They are delivered by "
                + subjects(seen)
                + ": seen in "
                + share(seen, cells)
                + ". The others never deliver one in the cells of this run.";
    return new Answer(3, question, text, support);
  }

  Answer releaseInDrain() {
    return ofCells(
        5,
        "Is releasing the BQL in drain_call_rcu() safe here?",
        "control-drain, which releases it there,",
        evidence.cells(DRAIN, "rival-in-drain", "appendix-a"));
  }

  Answer appendixA() {
    String question = "Does it deadlock in Appendix A?";
    List<CellResult> cells = evidence.cells(in("appendix-a"));
    if (cells.isEmpty()) {
      return none(6, question);
    }
    List<CellResult> dead = seen(cells, Promise.NO_DEADLOCK);
    String text =
        "It deadlocks in " + share(dead, cells) + " of appendix-a; with " + subjects(dead) + ".";
    return new Answer(6, question, text, lines(cells));
  }

  Answer drainOrSynchronize() {
    String question = "What is the difference between drain_call_rcu() and synchronize_rcu()?";
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (CellResult drain : evidence.cells(cell -> cell.key().strategy().equals(DRAIN))) {
      for (CellResult other : evidence.cells(SYNCHRONIZE, drain.key().scenario())) {
        if (other.key().variant().equals(drain.key().variant())
            && other.key().memoryModel() == drain.key().memoryModel()
            && other.key().rcu() == drain.key().rcu()) {
          compared++;
          if (!seenPromises(drain).equals(seenPromises(other))) {
            differences.add(
                drain.key().scenario()
                    + "/"
                    + drain.key().variant()
                    + ": drain breaks "
                    + seenPromises(drain)
                    + ", synchronize breaks "
                    + seenPromises(other));
          }
        }
      }
    }
    if (compared == 0) {
      return none(7, question);
    }
    List<CellResult> direct = evidence.cells(in("drain-vs-synchronize"));
    String text =
        "In the same place they break different promises in "
            + differences.size()
            + " of "
            + compared
            + " cells"
            + (direct.isEmpty()
                ? "."
                : "; drain-vs-synchronize is violated in " + share(violated(direct), direct) + ".");
    differences.addAll(lines(direct));
    return new Answer(7, question, text, differences);
  }

  Answer deferredFree() {
    return ofCells(
        8,
        "Where is g_free() → g_free_rcu() straightforward and where not?",
        "Of the kinds of owners, gfree-rcu",
        evidence.cells(
            "gfree-rcu",
            "clear-vs-unregister",
            "wrapper-owner",
            "reuse-in-place",
            "stack-listener",
            "unregister-in-rcu-callback"));
  }

  Answer omitReadLock() {
    return ofCells(
        9,
        "Can the RCU read lock be omitted when the BQL is held? When does that break?",
        "bql-rcu-flavour, which omits it,",
        evidence.cells(cell -> cell.key().strategy().equals("bql-rcu-flavour")));
  }

  Answer concurrentNotifiers() {
    String question = "Are notifiers expected to be called concurrently?";
    List<CellResult> cells = evidence.cells(cell -> exercised(cell, Promise.SERIAL_CALLBACKS));
    if (cells.isEmpty()) {
      return none(10, question);
    }
    List<CellResult> seen = seen(cells, Promise.SERIAL_CALLBACKS);
    String text =
        seen.isEmpty()
            ? "No two threads were in callbacks of one listener, in " + cells.size() + " cells."
            : "They are called concurrently in "
                + share(seen, cells)
                + ", by "
                + subjects(seen)
                + "; in "
                + scenarios(seen)
                + ".";
    return new Answer(10, question, text, lines(seen));
  }

  Answer signallingCallback() {
    return ofCells(
        12,
        "Would a customised callback that kicks a signal replace drain_call_rcu()?",
        "With such a callback (wait-signal), a strategy",
        evidence.cells(cell -> cell.key().ingredients().contains("wait-signal")));
  }

  private static Answer ofCells(
      int number, String question, String subject, List<CellResult> cells) {
    if (cells.isEmpty()) {
      return none(number, question);
    }
    List<CellResult> broken = violated(cells);
    List<CellResult> exhausted = cells.stream().filter(CellResult::exhausted).toList();
    String text =
        subject
            + " is violated in "
            + share(broken, cells)
            + (broken.isEmpty() ? "" : " (" + kinds(broken) + "), in " + scenarios(broken))
            + "; "
            + share(exhausted, cells)
            + " are exhausted.";
    return new Answer(number, question, text, lines(cells));
  }

  static Answer none(int number, String question) {
    return new Answer(number, question, Answer.NONE, List.of());
  }

  private static boolean exercised(CellResult cell, Promise... promises) {
    for (Promise promise : promises) {
      var status = cell.promises().get(promise);
      if (status != null
          && status != PromiseStatus.NOT_EXERCISED
          && status != PromiseStatus.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  private static List<Promise> seenPromises(CellResult cell) {
    return cell.promises().keySet().stream()
        .filter(promise -> Evidence.sees(cell, promise))
        .toList();
  }

  private static List<CellResult> join(List<CellResult> a, List<CellResult> b) {
    List<CellResult> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }
}
