package dev.quiesce.harness.mtree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded machines on the class path: those bundled and those for tests only. */
final class MtreeFiles {
  private MtreeFiles() {}

  /** All files whose name ends so, sorted. */
  static List<Path> ending(String suffix) {
    try (Stream<Path> bundled = Files.list(directory("pc_default.all.txt"));
        Stream<Path> others = Files.list(directory("q35_default.all.txt"))) {
      return Stream.concat(bundled, others)
          .filter(path -> path.toString().endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** QEMU's own views of the same machine. */
  static Path views(Path tree) {
    String name = tree.getFileName().toString().replaceAll("\\.(all|tree)\\.txt$", "");
    Path withDispatch = tree.resolveSibling(name + ".flat_d_o.txt");
    return Files.exists(withDispatch) ? withDispatch : tree.resolveSibling(name + ".flat.txt");
  }

  private static Path directory(String file) {
    try {
      return Path.of(MtreeFiles.class.getResource("/mtree/" + file).toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
