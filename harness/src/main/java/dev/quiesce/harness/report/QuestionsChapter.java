package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import java.util.ArrayList;
import java.util.List;

/** The thread's questions with what this run's data says. */
final class QuestionsChapter {
  private final List<Answer> answers;

  QuestionsChapter(List<Answer> answers) {
    this.answers = answers;
  }

  Section section() {
    List<Section> sections = new ArrayList<>();
    for (Answer answer : answers) {
      List<Block> blocks = new ArrayList<>();
      if (answer.answered()) {
        blocks.add(Block.Paragraph.of(answer.text()));
      } else {
        blocks.add(new Block.Notice("Not answered", List.of(answer.text())));
      }
      if (!answer.evidence().isEmpty()) {
        List<List<Span>> items =
            answer.evidence().stream()
                .map(support -> List.of(new Span(support.text(), Span.Style.PLAIN, support.to())))
                .toList();
        blocks.add(
            new Block.Disclosure(
                Places.question(answer.number()) + "-evidence",
                items.size() + (items.size() == 1 ? " line" : " lines") + " of evidence",
                Tone.PLAIN,
                "",
                List.of(new Block.Bullets(items, false))));
      }
      sections.add(
          Section.of(
              Places.question(answer.number()),
              answer.number() + ". " + answer.question(),
              blocks));
    }
    long answered = answers.stream().filter(Answer::answered).count();
    String text = answered + " of " + answers.size() + " are answered by this run's data.";
    return new Section(
        Places.QUESTIONS, "The thread's questions", List.of(Block.Paragraph.of(text)), sections);
  }
}
