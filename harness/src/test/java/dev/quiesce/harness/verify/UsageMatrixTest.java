package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.report.UsageText;
import dev.quiesce.harness.result.UsageAnswer;
import dev.quiesce.harness.result.UsageCase;
import dev.quiesce.harness.result.UsageCell;
import dev.quiesce.harness.result.UsageJob;
import dev.quiesce.harness.result.UsageTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every subject of the catalogue answers to every call in every situation. */
@Tag("controlled")
final class UsageMatrixTest {
  private static final String REVIEWED = "usage-matrix.txt";
  private static final long SEED = 20261124;

  /** Cells of each subject that are asked a second time. */
  private static final int ASKED_AGAIN = 24;

  private static final List<StrategyPlugin> PLUGINS =
      ServiceLoader.load(StrategyPlugin.class).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(
              Comparator.comparing(
                  StrategyPlugin::descriptor,
                  Comparator.comparing(StrategyDescriptor::role)
                      .thenComparing(StrategyDescriptor::id)))
          .toList();

  private static List<UsageTable> tables = List.of();

  /** Not in the class's initialiser: other threads would wait for its end. */
  @BeforeAll
  static void ask() {
    tables = PLUGINS.parallelStream().map(UsageMatrixTest::table).toList();
  }

  private static UsageTable table(StrategyPlugin plugin) {
    try (UsageVerifier verifier = new UsageVerifier(UsageJob.EXECUTIONS)) {
      return verifier.verify(plugin, plugin.descriptor().defaultForm());
    }
  }

  /** If the change is meant: review it, and replace the resource by the file that is named. */
  @Test
  void matrix_everySubject_isTheReviewedOne() {
    String now = tables.stream().map(new UsageText()::matrix).collect(Collectors.joining("\n"));
    Path written = write(now);

    assertThat(now)
        .as("reviewed are the tables of %s; now: %s", REVIEWED, written)
        .isEqualTo(reviewed());
  }

  @Test
  void matrix_askedAgainInAnotherOrder_answersTheSame() {
    Random random = new Random(SEED);
    for (int i = 0; i < PLUGINS.size(); i++) {
      StrategyPlugin plugin = PLUGINS.get(i);
      List<UsageCell> sample = new ArrayList<>(tables.get(i).cells());
      Collections.shuffle(sample, random);
      try (UsageVerifier verifier = new UsageVerifier(UsageJob.EXECUTIONS)) {
        for (UsageCell cell : sample.subList(0, ASKED_AGAIN)) {
          assertThat(verifier.verify(plugin, plugin.descriptor().defaultForm(), cell.usage()))
              .as("%s, seed %s", plugin.descriptor().id(), SEED)
              .isEqualTo(cell);
        }
      }
    }
  }

  @Test
  void matrix_noSubject_leavesAListenerLinkedInSilence() {
    assertThat(failing(UsageAnswer.LINKED)).isEmpty();
  }

  @Test
  void matrix_everyCell_isKnown() {
    assertThat(failing(UsageAnswer.UNKNOWN)).isEmpty();
  }

  @Test
  void matrix_fix_answersMisuseWithNothingWorseThanAnException() {
    assertThat(tables)
        .filteredOn(table -> table.role() == Role.FIX)
        .allSatisfy(
            table ->
                assertThat(table.cells())
                    .as(table.strategy())
                    .allMatch(cell -> cell.answer().compareTo(UsageAnswer.EXCEPTION) <= 0));
  }

  @Test
  void exception_anySubject_namesTheListenerAndTheRemedy() {
    for (UsageTable table : tables) {
      for (UsageCell cell : table.cells()) {
        if (cell.answer() == UsageAnswer.EXCEPTION || cell.answer() == UsageAnswer.REFUSED) {
          assertThat(cell.text())
              .as(table.strategy() + " " + cell.usage().id())
              .contains(listener(cell.usage()))
              .matches(".*: (take it|unregister it|retry) .*");
        }
      }
    }
  }

  @Test
  void selfWait_anySubject_saysHowToAvoidIt() {
    assertThat(tables.stream().flatMap(table -> table.cells().stream()))
        .filteredOn(cell -> cell.answer() == UsageAnswer.SELF_WAIT)
        .isNotEmpty()
        .allMatch(
            cell ->
                cell.text().contains("leave the section first")
                    || cell.text().contains("queue another callback instead"));
  }

  private static String listener(UsageCase usage) {
    return switch (usage.call()) {
      case UNREGISTER_SELF, REGISTER_TWICE -> "self";
      case UNREGISTER_NEXT -> "next";
      case UNREGISTER_PREVIOUS -> "previous";
      case UNREGISTER_FOREIGN -> "foreign";
      case UNREGISTER_NEVER, REGISTER_NEW -> "never";
      case UNREGISTER_GONE, REGISTER_AGAIN -> "gone";
    };
  }

  private static List<String> failing(UsageAnswer answer) {
    return tables.stream()
        .flatMap(
            table ->
                table.cells().stream()
                    .filter(cell -> cell.answer() == answer)
                    .map(cell -> table.strategy() + " " + cell.usage().id() + ": " + cell.text()))
        .toList();
  }

  private static String reviewed() {
    try (InputStream in =
        Objects.requireNonNull(UsageMatrixTest.class.getResourceAsStream(REVIEWED))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(String text) {
    try {
      Path target = Files.createDirectories(Path.of("target")).resolve(REVIEWED);
      return Files.writeString(target, text).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
