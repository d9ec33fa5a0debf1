package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.IgnoreRule;
import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.LogForm;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingForm;
import dev.quiesce.harness.recording.RecordingLimits;
import dev.quiesce.harness.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a recording, a stock QEMU's trace log or a workload file, plain or gzip, told apart by
 * content.
 */
public final class WorkloadReader {

  private WorkloadReader() {}

  /**
   * Reads a file with the default limits.
   *
   * @param path the file
   * @return the workload, and what became of every line
   * @throws RecordingException if the file is not acceptable; it names file and line
   */
  public static ImportedWorkload read(Path path) throws RecordingException {
    return read(path, LogForm.QEMU);
  }

  /**
   * Reads a file with the default limits.
   *
   * @param path the file
   * @param log which program wrote it, if it is text
   * @return the workload, and what became of every line
   * @throws RecordingException if the file is not acceptable; it names file and line
   */
  public static ImportedWorkload read(Path path, LogForm log) throws RecordingException {
    RecordingLimits limits = RecordingLimits.DEFAULT;
    return read(LineSource.open(path, limits), nameOf(path), log, limits);
  }

  /**
   * Reads a file.
   *
   * @param path the file
   * @param limits what is accepted
   * @return the workload, and what became of every line
   * @throws RecordingException if the file is not acceptable; it names file and line
   */
  public static ImportedWorkload read(Path path, RecordingLimits limits) throws RecordingException {
    return read(LineSource.open(path, limits), nameOf(path), limits);
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /**
   * Reads lines.
   *
   * @param source the lines; closed by this method
   * @param fileName name of the source without its directory, kept in the workload
   * @param limits what is accepted
   * @return the workload, and what became of every line
   * @throws RecordingException if the content is not acceptable; it names file and line
   */
  public static ImportedWorkload read(LineSource source, String fileName, RecordingLimits limits)
      throws RecordingException {
    return read(source, fileName, LogForm.QEMU, limits);
  }

  static ImportedWorkload read(
      LineSource source, String fileName, LogForm log, RecordingLimits limits)
      throws RecordingException {
    try (source;
        RecordingReader reader = new RecordingReader(source, log, limits)) {
      return reader.form() == RecordingForm.WORKLOAD
          ? new WorkloadFileReader(source, limits).read()
          : assemble(reader, fileName, limits);
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw source.error("it cannot be closed (" + e + ")", "Check the disk");
    } catch (OutOfMemoryError e) {
      // Everything that was read is garbage by now.
      throw source.error(
          "the run up to here takes more memory than Java has (%d MiB)"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          "Give it more, as in JAVA_TOOL_OPTIONS=-Xmx4g, or record a shorter run");
    }
  }

  private static ImportedWorkload assemble(
      RecordingReader reader, String fileName, RecordingLimits limits) throws RecordingException {
    WorkloadAssembler assembler = new WorkloadAssembler(reader.form(), limits);
    LineAccount account = assembler.account();
    while (reader.next()) {
      Optional<RecordedEvent> event = reader.event();
      if (event.isPresent()) {
        assembler.accept(event.get());
      } else if (reader.isBlank()) {
        account.ignore(IgnoreRule.BLANK_LINE);
      } else if (reader.isHeading()) {
        account.ignore(IgnoreRule.TRACE_HEADING);
      } else {
        account.unknown(LineAccount.NOT_A_TRACE_LINE);
      }
    }
    reader.gaps().forEach(account::note);
    LineSource source = reader.source();
    if (source.isUnterminated()) {
      account.note("the last line has no line feed: the file may be cut");
    }
    return assembler.build(fileName, source.sha256(), source.line());
  }
}
