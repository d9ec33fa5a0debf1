package dev.quiesce.harness.mtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Small texts that ask for much: refused with the place, or read in a time that one can wait for.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MtreeBombTest {
  private static final String FILE = "b.txt";
  private static final String ROOT =
      "address-space: memory\n  0000000000000000-ffffffffffffffff (prio 0, i/o): system\n";
  private static final int MANY = 20_000;

  /** A gibibyte of one letter; counts what was taken of it. */
  private static final class OneLine extends InputStream {
    private long taken;

    @Override
    public int read() {
      return taken++ < 1L << 30 ? 'a' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int some = (int) Math.min(length, (1L << 30) - taken);
      Arrays.fill(buffer, offset, offset + some, (byte) 'a');
      taken += some;
      return some == 0 && length > 0 ? -1 : some;
    }
  }

  private static MtreeResult run(String tree) {
    return new MtreeOracle().run(MtreeText.of(FILE, tree), Optional.empty());
  }

  private static String line(int level, long start, long last, String kind, String name) {
    return String.format(
        Locale.ROOT,
        "%s%016x-%016x (prio 0, %s): %s%n",
        "  ".repeat(level),
        start,
        last,
        kind,
        name);
  }

  @Test
  void text_oneLineOfOneGibibyte_isRefusedAtItsLineAfterAPartOfIt() throws IOException {
    try (OneLine in = new OneLine()) {
      assertThatThrownBy(() -> MtreeText.read(FILE, in))
          .isInstanceOf(MtreeFormatException.class)
          .hasMessage(
              "b.txt:1: the line is longer than 4096 bytes. Give the text that QEMU printed, one"
                  + " region a line.");
      assertThat(in.taken).isLessThan(1L << 24);
    }
  }

  @Test
  void text_ofLineFeedsOnly_isRefusedForTheirNumber() {
    assertThatThrownBy(() -> MtreeText.of(FILE, "\n".repeat(1 << 20)))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("more than 50,000 lines");
  }

  @Test
  void tree_nestedTooDeep_isRefusedAtItsLine() {
    StringBuilder tree = new StringBuilder(ROOT);
    for (int level = 2; level < 100; level++) {
      tree.append(line(level, 0, 0xfff, "i/o", "r" + level));
    }
    assertThatThrownBy(() -> run(tree.toString()))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageStartingWith("b.txt:66: indentation of 130 spaces. QEMU indents by two");
  }

  /** Each region shows the next twice: 2^60 of the last. */
  @Test
  void tree_aliasesOfAliases_isRefusedWhenTheyMultiply() {
    StringBuilder tree = new StringBuilder(ROOT);
    String alias = "alias a @r%d 0000000000000000-00000000000fffff";
    tree.append(line(2, 0, 0xfffff, "i/o", alias.formatted(1)));
    for (int i = 1; i < 60; i++) {
      tree.append("\nmemory-region: r").append(i).append('\n');
      tree.append(line(1, 0, 0x1fffff, "i/o", "r" + i));
      tree.append(line(2, 0, 0xfffff, "i/o", alias.formatted(i + 1)));
      tree.append(line(2, 0x100000, 0x1fffff, "i/o", alias.formatted(i + 1)));
    }
    tree.append("\nmemory-region: r60\n").append(line(1, 0, 0xfffff, "i/o", "r60"));

    assertThatThrownBy(() -> run(tree.toString()))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("b.txt: its aliases multiply its regions beyond");
  }

  @Test
  void tree_manySiblingsThatOverlap_isRead() {
    StringBuilder tree = new StringBuilder(ROOT);
    for (int i = 0; i < MANY; i++) {
      tree.append(line(2, i, 0xffffff, "ram", "r" + i));
    }
    assertThat(run(tree.toString()).assumptions()).isNotEmpty();
  }

  @Test
  void tree_manyAliasesOfManyRegionsOfOneName_isRead() {
    StringBuilder tree = new StringBuilder(ROOT);
    for (int i = 0; i < MANY / 4; i++) {
      long at = i * 0x1000L;
      tree.append(line(2, at, at + 0xfff, "ram", "alias a @r 0000000000000000-0000000000000fff"));
    }
    for (int i = 0; i < MANY / 4; i++) {
      tree.append("\nmemory-region: r\n").append(line(1, 0, 0xfff, "ram", "r"));
    }
    assertThat(run(tree.toString()).rangesRendered()).isGreaterThan(1);
  }
}
