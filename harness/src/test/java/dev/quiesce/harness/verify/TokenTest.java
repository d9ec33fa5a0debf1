package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenTest {
  private static final Schedule SCHEDULE = new Schedule(new int[] {0, 0, 1, 0, 31, 31, 31, 2});
  private static final Token TOKEN = token(List.of("b", "a"), null, SCHEDULE);

  private static Token token(List<String> ingredients, String mutant, Schedule schedule) {
    CellKey key =
        new CellKey(
            "gfree-rcu",
            Role.FIX,
            CellKey.SUBSET,
            ingredients,
            "scenario",
            "variant",
            MemoryModel.SC,
            RcuModel.FULL);
    return new Token(key, mutant, schedule);
  }

  /** Recomputes the checksum, as somebody who edits a token on purpose would. */
  private static String signed(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return body + ":" + String.format("%08x", crc.getValue());
  }

  private static String body(Token token) {
    String text = token.encode();
    return text.substring(0, text.lastIndexOf(':'));
  }

  private static void refused(String text, String... says) {
    assertThatThrownBy(() -> Token.decode(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(says);
  }

  @Test
  void encode_always_saysEverythingInOneWord() {
    assertThat(TOKEN.encode())
        .startsWith("q1:gfree-rcu:a+b:scenario:variant:sc:full:a2baF3c:")
        .doesNotContainAnyWhitespaces();
  }

  @Test
  void decode_ofEncode_isTheSame() {
    assertThat(Token.decode(TOKEN.encode())).isEqualTo(TOKEN);
    Token bare = token(List.of(), null, new Schedule(new int[0]));
    assertThat(Token.decode(bare.encode())).isEqualTo(bare);
    Token mutant = token(List.of(), "no-fence", SCHEDULE);
    assertThat(Token.decode(mutant.encode())).isEqualTo(mutant);
    assertThat(Token.decode("  " + TOKEN.encode() + "\n")).isEqualTo(TOKEN);
  }

  @Test
  void decode_ofARunOfAsManyStepsAsThereMayBe_isTheSame() {
    Token longest = token(List.of(), null, new Schedule(new int[100_000]));
    assertThat(Token.decode(longest.encode())).isEqualTo(longest);
  }

  @Test
  void decode_ofRandomSchedules_isTheSame() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      List<Integer> choices = new ArrayList<>();
      while (choices.size() < 300) {
        int task = random.nextInt(32);
        for (int k = random.nextInt(20); k >= 0; k--) {
          choices.add(task);
        }
      }
      Schedule schedule = new Schedule(choices.stream().mapToInt(Integer::intValue).toArray());
      Token token = token(List.of("a"), null, schedule);
      assertThat(Token.decode(token.encode()).schedule()).isEqualTo(schedule);
    }
  }

  @Test
  void decode_ofAnyChangedCharacter_isRefused() {
    String text = TOKEN.encode();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'a' ? 'b' : 'a';
      String tampered = text.substring(0, i) + other + text.substring(i + 1);
      assertThatThrownBy(() -> Token.decode(tampered))
          .as(tampered)
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void decode_ofATamperedToken_namesBothChecksums() {
    String text = TOKEN.encode().replace("gfree", "other");
    refused(text, "damaged", text.substring(text.lastIndexOf(':') + 1));
  }

  @Test
  void decode_ofAnotherVersion_namesBoth() {
    refused(TOKEN.encode().replaceFirst("q1", "q2"), "version 'q2'", "reads q1");
  }

  @Test
  void decode_ofPartOfALine_saysSo() {
    refused("q1:gfree-rcu:a", "3 parts instead of 9");
    refused("", "version ''");
    refused(body(TOKEN), "8 parts instead of 9");
  }

  @Test
  void decode_ofAnUnknownModel_namesIt() {
    refused(signed(body(TOKEN).replace(":sc:", ":power:")), "'power'");
    refused(signed(body(TOKEN).replace(":full:", ":tiny:")), "'tiny'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G3",
        "a0",
        "a-1",
        "a99999b99999",
        "a999999",
        "a1234567890123456789",
        "3a",
        "{2",
        "é",
        "a٣"
      })
  void decode_ofADamagedSchedule_isRefused(String schedule) {
    String body = body(TOKEN);
    String replaced = body.substring(0, body.lastIndexOf(':') + 1) + schedule;
    refused(signed(replaced), "no readable schedule");
  }

  @ParameterizedTest
  @CsvSource({"1000000", "100000"})
  void decode_ofAHostileLength_isShortInItsMessage(int length) {
    String junk = "x".repeat(length);
    assertThatThrownBy(() -> Token.decode(junk))
        .isInstanceOf(UsageException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThatThrownBy(() -> Token.decode(TOKEN.encode() + junk))
        .isInstanceOf(UsageException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThatThrownBy(() -> Token.decode("q1" + ":".repeat(length)))
        .isInstanceOf(UsageException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }
}
