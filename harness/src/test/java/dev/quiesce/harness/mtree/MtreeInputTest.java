package dev.quiesce.harness.mtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of other machines, lines of no machine, and damaged files. */
class MtreeInputTest {
  private static final String ROOT =
      "address-space: memory\n  0000000000000000-ffffffffffffffff (prio 0, i/o): system\n";

  private static MtreeResult run(String tree) {
    return new MtreeOracle().run(MtreeText.of("t.txt", tree), Optional.empty());
  }

  private static List<String> ranges(String tree) {
    return run(tree).views().get(0).ranges().stream().map(PrintedRange::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ram, ram",
    "rom, rom",
    "romd, romd",
    "ramd, ramd",
    "i/o, i/o",
    "nv-ram, nv-ram",
    "nv-i/o, nv-i/o",
    "iommu, i/o"
  })
  void kind_ofAnyMachine_isRenderedAsQemuPrintsIt(String kind, String rendered) {
    assertThat(
            ranges(ROOT + "    0000000000001000-0000000000001fff (prio -3, " + kind + "): x y\n"))
        .containsExactly("0000000000001000-0000000000001fff (prio -3, " + rendered + "): x y");
  }

  @Test
  void line_withOverflowOwnerAndCarriageReturn_isRead() {
    String tree =
        "(qemu) info mtree -D -o\r\naddress-space: memory\r\n"
            + "  0000000000000000-ffffffffffffffff (prio 0, i/o): system parent:{obj path=/x}\r\n"
            + "[DETECTED OVERFLOW!]     fffffffffffff000-0000000000000fff (prio 0, ram): r"
            + " owner:{dev id=a b} parent:{obj path=/y}\r\n";
    assertThat(ranges(tree)).containsExactly("fffffffffffff000-ffffffffffffffff (prio 0, ram): r");
    Machine machine = MachineBuilder.build("m", MtreeText.of("t.txt", tree), MtreeRules.qemu());
    assertThat(machine.ramRegions().get(0).owner())
        .isEqualTo("owner:{dev id=a b} parent:{obj path=/y}");
  }

  @Test
  void flat_withAcceleratorOwnersDispatchAndComments_isRead() {
    String flat =
        "# note\nFlatView #0\n AS \"memory\", root: a, alias b\n Root memory region: system\n"
            + "  0000000000000000-0000000000000fff (prio 0, nv-ram): p q @0000000000000010"
            + " owner:{dev id=x} KVM\n  Dispatch\n    Physical sections\n      #0 @0..1 x [ROOT]\n\n"
            + "FlatView #1\n AS \"I/O\", root: io\n Root memory region: (none)\n  No rendered FlatView\n\n";
    List<PrintedView> views = FlatParser.parse(MtreeText.of("f.txt", flat));
    assertThat(views.get(0).ranges())
        .containsExactly(new PrintedRange(0, 0xfff, 0, "nv-ram", "p q", 16));
    assertThat(views.get(0).spaces().get(0)).hasToString("AS \"memory\", root: a, alias b");
    assertThat(views.get(1).root()).isEmpty();
  }

  @Test
  void aliasWithEqualStartAndEnd_isEmptyWhileARegionHasOneByte() {
    assertThat(
            ranges(
                ROOT
                    + "    0000000000000000-0000000000000000 (prio 1, ram): alias w @r"
                    + " 0000000000000000-0000000000000000\n"
                    + "    0000000000000000-0000000000000000 (prio 0, i/o): port\n"
                    + "\nmemory-region: r\n  0000000000000000-0000000000000fff (prio 0, ram): r\n"))
        .containsExactly("0000000000000000-0000000000000000 (prio 0, i/o): port");
  }

  @Test
  void equalPriorities_overlappingSiblings_areReportedAsOpen() {
    MtreeResult result =
        run(
            ROOT
                + "    0000000000000000-0000000000000fff (prio 0, i/o): big\n"
                + "    0000000000000100-00000000000001ff (prio 0, i/o): small\n");
    assertThat(result.assumptions()).hasSize(1);
    assertThat(result.assumptions().get(0))
        .hasToString(
            "line 4: `big` and `small` overlap at equal priority and QEMU does not print which was added"
                + " last; the later start hides the earlier");
    assertThat(result.rangesRendered()).isEqualTo(3);
  }

  @Test
  void aliasesOfTwoRegionsOfOneName_meanOneEach() {
    String line = "    %s (prio 0, ram): alias w @r 0000000000000000-0000000000000fff\n";
    String section = "\nmemory-region: r\n  0000000000000000-0000000000000fff (prio %d, ram): r\n";
    assertThat(
            ranges(
                ROOT
                    + String.format(line, "0000000000000000-0000000000000fff")
                    + String.format(line, "0000000000001000-0000000000001fff")
                    + String.format(section, 1)
                    + String.format(section, 2)))
        .containsExactly(
            "0000000000000000-0000000000000fff (prio 1, ram): r",
            "0000000000001000-0000000000001fff (prio 2, ram): r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "    0-1 (prio 0, i/o): x",
        "   0000000000000000-0000000000000fff (prio 0, i/o): x",
        "    0000000000000000-0000000000000fff (prio 99999999999, i/o): x",
        "    0000000000000000-0000000000000fff (prio 3999999999, i/o): x",
        "    0000000000000000-0000000000000fff (prio 0, RW): x",
        "    0000000000000000-0000000000000fff (prio 0, quux): x",
        "  0000000000000000-0000000000000fff (prio 0, i/o): second root",
        "    0000000000000000-0000000000000fff (prio 0, ram): alias a @gone 0000000000000000-0000000000000fff",
        "0000000000000000-0000000000000fff (prio 0, i/o): not indented",
        "FlatView #0"
      })
  void tree_badThirdLine_isRefusedWithItsPlaceAndARemedy(String line) {
    assertThatThrownBy(() -> run(ROOT + line + "\n"))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageStartingWith("t.txt:3: ")
        .hasMessageMatching("(?s).*\\. \\w.*\\.");
  }

  @Test
  void tree_levelSkippedOrBelowAnAliasThoughDisabledOnesArePrinted_isRefused() {
    String disabled = "    0000000000000000-0000000000000fff (prio 0, i/o): x [disabled]\n";
    String deep = "        0000000000000000-0000000000000fff (prio 0, i/o): y\n";
    assertThatThrownBy(() -> run(ROOT + disabled + deep))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("t.txt:4: ");
    String alias =
        "    0000000000000000-0000000000000fff (prio 0, i/o): alias a @system"
            + " 0000000000000000-0000000000000fff [disabled]\n";
    assertThatThrownBy(() -> run(ROOT + alias + deep.substring(2)))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("t.txt:4: ");
  }

  @Test
  void tree_aliasOfItself_isRefused() {
    String alias = "(prio 0, i/o): alias a @a 0000000000000000-ffffffffffffffff\n";
    String range = "0000000000000000-ffffffffffffffff ";
    assertThatThrownBy(
            () ->
                run(
                    "address-space: m\n  "
                        + range
                        + alias
                        + "\nmemory-region: a\n  "
                        + range
                        + alias))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("leads back to itself");
  }

  @Test
  void tree_enabledAliasOfItsOwnContainer_isRefusedWhenRendered() {
    String tree =
        ROOT
            + "    0000000000000000-ffffffffffffffff (prio 0, i/o): alias a @system"
            + " 0000000000000000-ffffffffffffffff\n"
            + "    0000000000000000-0000000000000fff (prio 0, i/o): x\n";
    String section = tree.substring(tree.indexOf('\n') + 1);
    assertThatThrownBy(() -> run(tree + "\nmemory-region: system\n" + section))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("leads back to itself");
  }

  @Test
  void text_tooLongLineNoSectionOrNoFile_isRefused(@TempDir Path dir) {
    assertThatThrownBy(() -> run(ROOT + "x".repeat(5000)))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("t.txt:3: the line is longer than 4096 bytes");
    assertThatThrownBy(() -> run("\n")).hasMessageContaining("no `address-space:` section");
    assertThatThrownBy(() -> run("\n".repeat(60_000))).hasMessageContaining("50,000 lines");
    Path missing = dir.resolve("missing.txt");
    assertThatThrownBy(() -> new MtreeOracle().run(missing, Optional.empty()))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("missing.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "  0000000000000000-0000000000000fff (prio 0, quux): x",
        "  0000000000000100-0000000000000fff (prio 0, ram): overlaps",
        "FlatView #1"
      })
  void flat_badFifthLine_isRefusedWithItsPlace(String line) {
    String flat =
        "FlatView #0\n AS \"m\", root: s\n"
            + (line.startsWith("Flat") ? "\n" : " Root memory region: s\n")
            + "  0000000000000000-00000000000001ff (prio 0, ram): r\n"
            + line
            + "\n";
    assertThatThrownBy(() -> FlatParser.parse(MtreeText.of("f.txt", flat)))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageStartingWith("f.txt:5: ");
  }

  @Test
  void flat_givenATree_saysWhatIsWanted() {
    assertThatThrownBy(() -> FlatParser.parse(MtreeText.of("f.txt", ROOT)))
        .isInstanceOf(MtreeFormatException.class)
        .hasMessageContaining("info mtree -f");
  }

  static Stream<Path> files() {
    return Stream.of(".all.txt", ".tree.txt").flatMap(s -> MtreeFiles.ending(s).stream());
  }

  @ParameterizedTest
  @MethodSource("files")
  void mutations_ofRealFiles_failOnlyAsDeclared(Path file) throws IOException {
    long seed = Long.getLong("quiesce.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> tree = Files.readAllLines(file);
    List<String> flat = Files.readAllLines(MtreeFiles.views(file));
    for (int round = 0; round < 60; round++) {
      String mutatedTree = mutate(tree, random);
      String mutatedFlat = mutate(flat, random);
      try {
        new MtreeOracle()
            .run(MtreeText.of("t", mutatedTree), Optional.of(MtreeText.of("f", mutatedFlat)))
            .render();
      } catch (MtreeFormatException e) {
        assertThat(e).hasMessageContaining(":");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(file + ": -Dquiesce.seed=" + seed + " round " + round, e);
      }
    }
  }

  private static String mutate(List<String> lines, Random random) {
    java.util.ArrayList<String> copy = new java.util.ArrayList<>(lines);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(copy.size());
      String line = copy.get(at);
      int column = random.nextInt(line.length() + 1);
      switch (random.nextInt(8)) {
        case 0 -> copy.remove(at);
        case 1 -> copy.add(at, line);
        case 2 -> copy.set(at, "  " + line);
        case 3 -> copy.set(at, line.substring(0, column));
        case 4 ->
            copy.set(
                at,
                line.substring(0, column) + (char) random.nextInt(0x250) + line.substring(column));
        case 5 -> copy.set(at, line.replace("0000", "ffff"));
        case 6 -> copy.add(at, copy.remove(random.nextInt(copy.size())));
        default ->
            copy.set(
                at, line.startsWith("  ") ? line.substring(2) : line.replace(" [disabled]", ""));
      }
    }
    return String.join("\n", copy) + "\n";
  }
}
