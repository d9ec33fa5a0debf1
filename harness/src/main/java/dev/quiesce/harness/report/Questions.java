package dev.quiesce.harness.report;

import static dev.quiesce.harness.report.Evidence.in;
import static dev.quiesce.harness.report.Evidence.kinds;
import static dev.quiesce.harness.report.Evidence.lines;
import static dev.quiesce.harness.report.Evidence.places;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The thread's questions about correctness, each answered by its own rule from the run's cells; the
 * questions about cost and frequency are {@link FieldQuestions}.
 */
public final class Questions {
  private static final String UNFIXED = "control-unfixed";
  private static final String DRAIN = "control-drain";
  private static final String SYNCHRONIZE = "control-synchronize";
  private static final String EVERYWHERE = "control-bql-everywhere";

  private static final List<OwnerCase> OWNERS =
      List.of(
          new OwnerCase("clear-vs-unregister", "a heap object"),
          new OwnerCase("wrapper-owner", "a wrapper with two listeners"),
          new OwnerCase("unregister-in-rcu-callback", "a container freed by an RCU callback"),
          new OwnerCase("reuse-in-place", "a struct that is zeroed and used again"),
          new OwnerCase("stack-listener", "a stack frame"));

  private final Evidence evidence;
  private final FieldQuestions field;

  /** Who owns the listener in a scenario. */
  private record OwnerCase(String scenario, String owner) {}

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
    return new Answer(
        1, question, text, lines(Stream.concat(held.stream(), everywhere.stream()).toList()));
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
    String text =
        shares(cells)
            + ". A walk waits for a writer in "
            + share(waiting, cells)
            + ". "
            + notifierCost();
    List<Support> support = new ArrayList<>(lines(broken));
    support.addAll(evidence.spreadLines(MeasuredOperation.CLEAR));
    support.addAll(evidence.spreadLines(MeasuredOperation.UNREGISTER));
    return new Answer(2, question, text, support);
  }

  /** In words: median / 99th percentile / largest value. */
  private String notifierCost() {
    String lock = "notifier-lock";
    String wait = evidence.spread(lock, MeasuredOperation.NOTIFIER_WAIT);
    String hold = evidence.spread(lock, MeasuredOperation.NOTIFIER_HOLD);
    if (wait == null || hold == null) {
      return "Its cost was not measured in this run.";
    }
    return "In the replay (p50 / p99 / max) the notifier lock is waited for "
        + wait
        + " and held "
        + hold
        + "; a clear takes "
        + evidence.spread(lock, MeasuredOperation.CLEAR)
        + " against "
        + evidence.spread(UNFIXED, MeasuredOperation.CLEAR)
        + " of "
        + UNFIXED
        + ", an unregister "
        + evidence.spread(lock, MeasuredOperation.UNREGISTER)
        + " against "
        + evidence.spread(UNFIXED, MeasuredOperation.UNREGISTER)
        + ".";
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
    List<Support> support = new ArrayList<>();
    for (Promise promise : promises) {
      List<CellResult> able = evidence.cells(cell -> exercised(cell, promise));
      List<CellResult> seen = seen(able, promise);
      support.add(
          Support.of(promise + ": broken in " + share(seen, able) + "; by " + subjects(seen)));
    }
    List<CellResult> seen = seen(cells, promises);
    List<Subject> never = new ArrayList<>(Subject.of(cells));
    never.removeAll(Subject.of(seen));
    String text =
        seen.isEmpty()
            ? "No subject delivered one: none was seen in " + cells.size() + " cells."
            : "They are delivered by "
                + subjects(seen)
                + ": seen in "
                + share(seen, cells)
                + "."
                + (never.isEmpty()
                    ? " No subject is free of them."
                    : " Never by "
                        + never.stream().map(Subject::display).collect(Collectors.joining(", "))
                        + " in the cells of this run.");
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
    Map<String, List<String>> differences = new TreeMap<>();
    int compared = 0;
    int differing = 0;
    for (CellResult drain : evidence.cells(cell -> cell.key().strategy().equals(DRAIN))) {
      for (CellResult other : evidence.cells(SYNCHRONIZE, drain.key().scenario())) {
        if (sameCell(drain, other)) {
          compared++;
          if (!seenPromises(drain).equals(seenPromises(other))) {
            differing++;
            String how = "drain breaks " + names(drain) + ", synchronize breaks " + names(other);
            differences
                .computeIfAbsent(how, key -> new ArrayList<>())
                .add(drain.key().scenario() + "/" + drain.key().variant());
          }
        }
      }
    }
    if (compared == 0) {
      return none(7, question);
    }
    List<Support> support = new ArrayList<>();
    differences.forEach(
        (how, where) -> support.add(Support.of(how + ": " + String.join(", ", where))));
    support.addAll(lines(evidence.cells(in("drain-vs-synchronize"))));
    String text =
        waiting(DRAIN)
            + " "
            + waiting(SYNCHRONIZE)
            + " In the same place they break different promises in "
            + differing
            + " of "
            + compared
            + " cells.";
    return new Answer(7, question, text, support);
  }

  /** What a control that waits in unregister does to its caller. */
  private String waiting(String strategy) {
    List<CellResult> cells = evidence.cells(cell -> cell.key().strategy().equals(strategy));
    return strategy
        + " drops the BQL in "
        + share(seen(cells, Promise.KEEPS_BQL), cells)
        + ", deadlocks in "
        + scenarios(seen(cells, Promise.NO_DEADLOCK))
        + ", and in drain-vs-synchronize breaks "
        + kindsOrNothing(violated(evidence.cells(strategy, "drain-vs-synchronize")))
        + ".";
  }

  private static String kindsOrNothing(List<CellResult> cells) {
    return cells.isEmpty() ? "nothing" : kinds(cells);
  }

  private static boolean sameCell(CellResult one, CellResult other) {
    return other.key().variant().equals(one.key().variant())
        && other.key().memoryModel() == one.key().memoryModel()
        && other.key().rcu() == one.key().rcu();
  }

  Answer deferredFree() {
    String question = "Where is g_free() → g_free_rcu() straightforward and where not?";
    List<CellResult> cells =
        evidence.cells(
            cell ->
                cell.key().strategy().equals("gfree-rcu")
                    && cell.key().form().equals("complete")
                    && OWNERS.stream().anyMatch(one -> in(one.scenario()).test(cell)));
    if (cells.isEmpty()) {
      return none(8, question);
    }
    List<String> fine = new ArrayList<>();
    List<String> hard = new ArrayList<>();
    for (OwnerCase one : OWNERS) {
      List<CellResult> own = cells.stream().filter(in(one.scenario())).toList();
      List<CellResult> broken = violated(own);
      if (!own.isEmpty()) {
        String place = one.owner() + " (" + one.scenario() + ")";
        (broken.isEmpty() ? fine : hard)
            .add(broken.isEmpty() ? place : place + ": " + kinds(broken));
      }
    }
    String text =
        "In its complete form gfree-rcu holds for "
            + (fine.isEmpty() ? "no kind of owner" : String.join(", ", fine))
            + "; it is violated for "
            + (hard.isEmpty() ? "none" : String.join(", ", hard))
            + ".";
    return new Answer(8, question, text, lines(cells));
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
    return new Answer(10, question, text, places(seen));
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
            + " are exhausted."
            + (Subject.of(cells).size() > 1 ? " By form: " + shares(cells) + "." : "");
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

  /** "a is violated in 1 of 9 cells (appendix-a); b in 0 of 9 cells". */
  private static String shares(List<CellResult> cells) {
    return Subject.of(cells).stream()
        .map(
            subject -> {
              List<CellResult> own = Evidence.of(cells, subject);
              List<CellResult> broken = violated(own);
              return subject.display()
                  + " is violated in "
                  + share(broken, own)
                  + (broken.isEmpty() ? "" : " (" + scenarios(broken) + ")");
            })
        .collect(Collectors.joining("; "));
  }

  private static String names(CellResult cell) {
    List<Promise> seen = seenPromises(cell);
    return seen.isEmpty()
        ? "nothing"
        : seen.stream().map(Promise::name).collect(Collectors.joining(", "));
  }

  private static List<Promise> seenPromises(CellResult cell) {
    return cell.promises().keySet().stream()
        .filter(promise -> Evidence.sees(cell, promise))
        .toList();
  }
}
