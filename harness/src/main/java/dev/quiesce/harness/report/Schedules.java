package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.report.page.Picture.Phase;
import dev.quiesce.harness.report.page.Picture.Step;
import dev.quiesce.harness.report.page.Picture.Weight;
import dev.quiesce.harness.result.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Violations as pictures. */
final class Schedules {
  /** Rows from which on those that matter less are left out. */
  private static final int MAX_ROWS = 44;

  private static final Pattern LOCATION =
      Pattern.compile("(read|write|update|exchange) (\\S+\\.\\S+).*");
  private static final Pattern WAIT =
      Pattern.compile("(\\S+) waits at: ([^;(]+?)\\s*(?:\\(([^)]*)\\))?\\s*(?:;|$)");
  private static final Pattern SELF =
      Pattern.compile("(.*) (?:inside|in) (?:a read section of (\\S+)|an RCU callback).*");

  private Schedules() {}

  /** The interleaving; empty if the schedule is not stored as a table. */
  static Optional<Picture.Interleaving> interleaving(Violation violation) {
    return ScheduleText.parse(violation.table())
        .filter(schedule -> !schedule.rows().isEmpty())
        .map(schedule -> picture(violation, schedule));
  }

  /** Whether no step of a schedule is left out. */
  static boolean isWhole(Picture.Interleaving picture) {
    return picture.steps().stream().noneMatch(step -> step.lane() < 0);
  }

  /** Every step, one a line; the table as it is stored if it is not what it should be. */
  static String text(Violation violation) {
    return ScheduleText.parse(violation.table())
        .map(
            schedule ->
                schedule.rows().stream()
                    .map(
                        row ->
                            (row.step().isEmpty() ? "" : row.step() + " ")
                                + schedule.lanes().get(row.lane())
                                + ": "
                                + row.text())
                    .collect(Collectors.joining("\n")))
        .orElse(violation.table());
  }

  private static Picture.Interleaving picture(Violation violation, ScheduleText schedule) {
    OwnerLife life = new OwnerLife(schedule, violation.message());
    List<ScheduleText.Row> rows = schedule.rows();
    int last = rows.size() - 1;
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ScheduleText.Row row = rows.get(i);
      life.follow(row);
      Weight weight = i == last ? Weight.LAST : weight(rows, i, last);
      String event = i == 0 && life.event().isEmpty() ? life.word() : life.event();
      steps.add(new Step(row.step(), row.lane(), row.text(), weight, event, life.phase()));
    }
    String outcome = firstLine(violation.message());
    String summary =
        rows.size()
            + " steps of "
            + String.join(", ", schedule.lanes())
            + "; the last: "
            + rows.get(last).text()
            + ". "
            + outcome;
    return new Picture.Interleaving(
        summary, schedule.lanes(), life.name(), shortened(steps), outcome);
  }

  private static Weight weight(List<ScheduleText.Row> rows, int i, int last) {
    Matcher here = LOCATION.matcher(rows.get(i).text());
    Matcher end = LOCATION.matcher(rows.get(last).text());
    if (here.matches()) {
      boolean same =
          end.matches()
              && end.group(2).equals(here.group(2))
              && rows.get(i).lane() != rows.get(last).lane();
      boolean writes = !here.group(1).equals("read") || !endReads(end);
      return same && writes ? Weight.RACING : Weight.PLAIN;
    }
    String text = rows.get(i).text();
    boolean frees = text.startsWith("free ") && !text.startsWith("free FlatView");
    return frees ? Weight.RACING : Weight.MARKER;
  }

  private static boolean endReads(Matcher end) {
    return end.matches() && end.group(1).equals("read");
  }

  /** Leaves out accesses, from the first on, until the rest fits a page. */
  private static List<Step> shortened(List<Step> steps) {
    int excess = steps.size() - MAX_ROWS;
    List<Step> kept = new ArrayList<>();
    int run = 0;
    int cut = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean drop =
          cut < excess
              && i < steps.size() - 8
              && step.life().isEmpty()
              && (step.weight() == Weight.PLAIN || steps.size() - cut > 3 * MAX_ROWS);
      if (drop) {
        run++;
        cut++;
      } else {
        gap(kept, run, kept.isEmpty() ? Phase.NONE : steps.get(i - 1).phase());
        run = 0;
        kept.add(step);
      }
    }
    return kept;
  }

  private static void gap(List<Step> kept, int run, Phase phase) {
    if (run > 0) {
      String text = run == 1 ? "one access left out" : run + " accesses left out";
      kept.add(new Step("", -1, text, Weight.PLAIN, "", phase));
    }
  }

  /** Who waits for whom; empty if the violation is no deadlock or its message does not say. */
  static Optional<Picture> waitsFor(Violation violation) {
    String message = firstLine(violation.message());
    List<Picture.Wait> waits = new ArrayList<>();
    switch (violation.kind()) {
      case DEADLOCK, SELF_DEADLOCK, BLOCKED_READER -> {
        int colon = message.indexOf(": ");
        Matcher matcher =
            WAIT.matcher(message.startsWith("deadlock: ") ? message.substring(colon + 2) : message);
        while (matcher.find()) {
          waits.add(new Picture.Wait(matcher.group(1), matcher.group(2), holder(matcher.group(3))));
        }
        Matcher self = SELF.matcher(message);
        if (waits.isEmpty() && self.matches()) {
          String thread = self.group(2) == null ? "call_rcu" : self.group(2);
          waits.add(new Picture.Wait(thread, self.group(1), thread));
        }
      }
      default -> {}
    }
    return waits.isEmpty() ? Optional.empty() : Optional.of(new Picture.WaitsFor(message, waits));
  }

  private static String holder(String text) {
    if (text == null) {
      return "";
    }
    for (String start : List.of("held by ", "a read section of ")) {
      if (text.startsWith(start)) {
        return text.substring(start.length());
      }
    }
    return "";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
