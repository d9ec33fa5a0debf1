package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.result.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The document that nightly tests write what they did into, and reports quote. */
public final class EnduranceFile {
  private final Path file;

  /** That file, which need not be there yet. */
  public EnduranceFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Changes the document.
   *
   * @throws IOException if the old one cannot be read, or the new one not be written: then the old
   *     one is as it was
   */
  public void update(UnaryOperator<Endurance> change) throws IOException {
    Endurance old =
        Files.exists(file)
            ? Json.read(Documents.read(file, Documents.SHARE), Endurance.class)
            : Endurance.none();
    Documents.write(file, Json.document(change.apply(old)));
  }

  /** The program that does it; with a + if it is no commit. */
  public static String commit() {
    Build build = Build.ofProcess();
    return build.commit() + (build.dirty() ? "+" : "");
  }
}
