package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Explanation;
import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.StepInfo;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.explore.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step table is aligned, and its diagram obeys Mermaid's grammar of sequence diagrams. */
final class StepTableTest {
  private static final TaskInfo MAIN = new TaskInfo(0, "main");
  private static final TaskInfo OTHER = new TaskInfo(1, "migration");

  private static final Pattern PARTICIPANT = Pattern.compile("  participant (T\\d+) as (\\S.*)");
  private static final Pattern NOTE = Pattern.compile("  Note over (T\\d+)(?:,(T\\d+))?: (\\S.*)");

  /** What ends a statement, begins an entity or a comment, or is read as markup. */
  private static final Pattern SPECIAL = Pattern.compile("[;#<>]|%%");

  private static StepTable table(String text, String outcome) {
    List<StepInfo> rows =
        List.of(
            new StepInfo(1, MAIN, "begins"),
            new StepInfo(2, OTHER, text),
            new StepInfo(3, MAIN, "ends"));
    return new StepTable(explanation(rows, Set.of()), 3, outcome);
  }

  private static Explanation explanation(List<StepInfo> rows, Set<Integer> own) {
    return new Explanation(List.of(MAIN, OTHER), rows, own, new Nobody(), null);
  }

  /** Checks every line against the grammar; a participant is declared before it is used. */
  private static void isMermaid(String diagram) {
    List<String> lines = new ArrayList<>(diagram.lines().toList());
    assertThat(lines.remove(0)).isEqualTo("sequenceDiagram");
    Set<String> declared = new HashSet<>();
    for (String line : lines) {
      Matcher participant = PARTICIPANT.matcher(line);
      Matcher note = NOTE.matcher(line);
      if (participant.matches()) {
        assertThat(declared.add(participant.group(1))).as(line).isTrue();
        assertThat(SPECIAL.matcher(participant.group(2)).find()).as(line).isFalse();
      } else {
        assertThat(note.matches()).as(line).isTrue();
        assertThat(declared).as(line).contains(note.group(1));
        if (note.group(2) != null) {
          assertThat(declared).as(line).contains(note.group(2));
        }
        assertThat(SPECIAL.matcher(note.group(3)).find()).as(line).isFalse();
        assertThat(note.group(3)).as("a bare keyword ends the block").isNotEqualTo("end");
      }
    }
    assertThat(declared).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read A.next -> null",
        "a; b",
        "Cell#1048576.value = 3",
        "%% no comment",
        "end",
        "",
        "   ",
        "two\nlines",
        "<b>bold</b>",
        "Note over T9: injected",
        "é – ü"
      })
  void mermaid_ofAnyText_obeysTheGrammar(String text) {
    isMermaid(table(text, text).mermaid());
  }

  @Test
  void text_always_hasOneColumnAThread() {
    List<String> lines = table("write x = 1", "nothing").text().lines().toList();
    assertThat(lines)
        .containsExactly(
            "step | main   | migration",
            "   1 | begins |",
            "   2 |        | write x = 1",
            "   3 | ends   |",
            "=> nothing");
  }

  @Test
  void folded_ofStepsThatNobodyNotices_isOneRowBeforeTheFirstOtherOne() {
    List<StepInfo> rows =
        List.of(
            new StepInfo(1, MAIN, "begins"),
            new StepInfo(2, MAIN, "lock BQL"),
            new StepInfo(3, MAIN, "read x"),
            new StepInfo(4, OTHER, "begins"),
            new StepInfo(5, MAIN, "write y = 1"),
            new StepInfo(6, MAIN, "read z"),
            new StepInfo(7, OTHER, "read y -> 1"));
    StepTable table = StepTable.folded(explanation(rows, Set.of(1, 2, 3, 4, 6)), 7, "nothing");
    assertThat(table.text().lines())
        .containsExactly(
            "step | main                           | migration",
            "   3 | (3 rows of its own, to read x) |",
            "   4 |                                | begins",
            "   5 | write y = 1                    |",
            "   6 | read z                         |",
            "   7 |                                | read y -> 1",
            "=> nothing");
  }

  private static final class Nobody implements Observer {
    @Override
    public void fault(TaskInfo task, Throwable fault) {}

    @Override
    public void deadlock(List<Waiting> waiting) {}

    @Override
    public void livelock(int steps) {}

    @Override
    public void quiescent() {}
  }
}
