package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run directory that this process owns and writes. */
public final class RunDirectory implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel lockFile;
  private final CellLog.Content finished;
  private final CellLog cells;

  private RunDirectory(Path path, FileChannel lockFile) throws IOException {
    this.path = path;
    this.lockFile = lockFile;
    this.finished = CellLog.repair(path);
    this.cells = CellLog.append(path);
  }

  /** The name of a new run's directory. */
  static String name(Instant now, String commit, String profile) {
    return STAMP.format(now) + "-" + commit + "-" + profile;
  }

  /**
   * Makes a directory for a new run, and tries to write in it.
   *
   * @throws UsageException if that cannot be done
   */
  public static RunDirectory create(Path out, Instant now, String commit, String profile) {
    try {
      Files.createDirectories(out);
      Path made = null;
      for (int n = 1; made == null; n++) {
        made = tryCreate(out.resolve(name(now, commit, profile) + (n == 1 ? "" : "-" + n)));
      }
      return open(made);
    } catch (IOException e) {
      throw new UsageException("cannot write results into " + out + ": " + reason(e));
    }
  }

  private static @Nullable Path tryCreate(Path path) throws IOException {
    try {
      return Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      return null;
    }
  }

  /**
   * Takes up an unfinished run.
   *
   * @throws UsageException if it is none, is in use, or is a run of another configuration
   */
  public static RunDirectory resume(Path path, String configurationHash) {
    RunReader reader = new RunReader(path);
    Manifest manifest = reader.manifest();
    if (!manifest.configurationHash().equals(configurationHash)) {
      throw new UsageException(
          path
              + " is a run of another configuration (profile, selection, seed, program or workload"
              + " differ); it was made with: "
              + String.join(" ", manifest.command()));
    }
    try {
      return open(path);
    } catch (IOException e) {
      throw new UsageException("cannot write results into " + path + ": " + reason(e));
    }
  }

  private static RunDirectory open(Path path) throws IOException {
    Path probe = path.resolve(".probe");
    Documents.write(probe, "probe\n");
    Files.delete(probe);
    FileChannel lockFile =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(lockFile) == null) {
      lockFile.close();
      throw new UsageException(path + " is in use by another run");
    }
    return new RunDirectory(path, lockFile);
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** A file in it. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** What was finished before this process took the directory, and what was damaged. */
  public CellLog.Content finished() {
    return finished;
  }

  /** Appends a finished cell; on return it is on disk. */
  public void add(String hash, CellResult cell) {
    try {
      cells.add(hash, cell);
    } catch (IOException e) {
      throw failure(CellLog.FILE, e);
    }
  }

  /** Replaces a JSON document. */
  public void write(String name, Object document) {
    writeText(name, Json.document(document));
  }

  /** Replaces a document. */
  public void writeText(String name, String text) {
    try {
      Documents.write(path.resolve(name), text);
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  private RunFailure failure(String name, IOException e) {
    return new RunFailure("cannot write " + path.resolve(name) + ": " + reason(e), e);
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  @Override
  public void close() {
    try {
      cells.close();
      lockFile.close();
      Files.deleteIfExists(path.resolve(LOCK));
    } catch (IOException e) {
      throw failure(LOCK, e);
    }
  }
}
