package dev.quiesce.harness.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CellLogTest {
  private final List<CellResult> cells =
      List.of(
          Sample.cell("a", "x").note("ä\n\"").build(),
          Sample.cell("b", "y").build(),
          Sample.cell("c", "z").build());

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve(CellLog.FILE);
    try (CellLog log = CellLog.append(directory)) {
      for (int i = 0; i < cells.size(); i++) {
        log.add("hash" + i, cells.get(i));
      }
    }
  }

  private byte[] bytes() throws IOException {
    return Files.readAllBytes(file);
  }

  @Test
  void read_whole_givesWhatWasAdded() throws IOException {
    CellLog.Content content = CellLog.read(file);

    assertThat(content.cells().values()).containsExactlyElementsOf(cells);
    assertThat(content.cells().keySet()).containsExactly("hash0", "hash1", "hash2");
    assertThat(content.warnings(file)).isEmpty();
  }

  @Test
  void repair_cutAnywhere_keepsTheWholeLinesAndTheFileGrowsOn() throws IOException {
    byte[] whole = bytes();
    int lastLine = new String(whole, StandardCharsets.ISO_8859_1).trim().lastIndexOf('\n') + 1;
    for (int length = lastLine + 1; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));

      CellLog.Content content = CellLog.repair(directory);

      assertThat(content.cells().keySet()).containsExactly("hash0", "hash1");
      assertThat(content.tornBytes()).isEqualTo(length - lastLine);
      assertThat(content.warnings(file)).singleElement().asString().contains("torn");
    }
    try (CellLog log = CellLog.append(directory)) {
      log.add("hash2", cells.get(2));
    }
    assertThat(bytes()).isEqualTo(whole);
  }

  @Test
  void repair_flippedBitInTheMiddle_quarantinesAndNamesTheLine() throws IOException {
    byte[] damaged = bytes();
    int inSecond = new String(damaged, StandardCharsets.ISO_8859_1).indexOf('\n') + 40;
    for (int bit = 0; bit < 8; bit++) {
      byte[] one = damaged.clone();
      one[inSecond] ^= (byte) (1 << bit);
      if (one[inSecond] == '\n') {
        continue;
      }
      Files.write(file, one);

      CellLog.Content content = CellLog.repair(directory);

      assertThat(content.cells().keySet()).containsExactly("hash0", "hash2");
      assertThat(content.warnings(file)).singleElement().asString().contains("cells.jsonl:2");
      assertThat(CellLog.read(file).damaged()).isEmpty();
      assertThat(directory.resolve(CellLog.QUARANTINE)).content().contains("line 2: ");
    }
  }

  @Test
  void read_zeroBytesAfterACrash_areDamage() throws IOException {
    byte[] whole = bytes();
    byte[] zeroed = Arrays.copyOf(whole, whole.length + 100);
    Files.write(file, zeroed);

    CellLog.Content content = CellLog.read(file);

    assertThat(content.cells()).hasSize(3);
    assertThat(content.tornBytes()).isEqualTo(100);
  }

  @Test
  void read_missingFile_isEmpty() throws IOException {
    assertThat(CellLog.read(directory.resolve("none")).cells()).isEmpty();
  }

  @Test
  void add_whenTheDiskIsFull_failsNamingTheFile() throws IOException {
    Files.delete(directory.resolve(CellLog.FILE));
    Files.createSymbolicLink(directory.resolve(CellLog.FILE), Path.of("/dev/full"));

    try (CellLog log = CellLog.append(directory)) {
      assertThatThrownBy(() -> log.add("one", Sample.cell().build()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.resolve(CellLog.FILE).toString())
          .hasMessageContaining("No space left on device");
    }
  }

  @Test
  void document_whenTheDiskIsFull_keepsTheOldOneAndNoHalfWrittenOne() throws IOException {
    Path document = directory.resolve("verdicts.json");
    Documents.write(document, "old");
    Path half = directory.resolve("verdicts.json.tmp");
    Files.createSymbolicLink(half, Path.of("/dev/full"));

    assertThatThrownBy(() -> Documents.write(document, "new")).isInstanceOf(IOException.class);
    assertThat(document).hasContent("old");
    assertThat(half).doesNotExist();
  }
}
