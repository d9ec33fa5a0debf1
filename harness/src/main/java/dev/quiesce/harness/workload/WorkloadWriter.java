package dev.quiesce.harness.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes a workload as {@code *.jsonl.gz}. The file appears complete or not at all. */
public final class WorkloadWriter {

  private WorkloadWriter() {}

  /**
   * Writes to a temporary file beside the target, forces it to disk and renames it. An existing
   * target is replaced.
   *
   * @param workload the workload
   * @param target the file to make
   * @throws IOException if the file cannot be written; the target is then as it was
   */
  public static void write(Workload workload, Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path directory = absolute.getParent();
    Path name = absolute.getFileName();
    if (directory == null || name == null || Files.isDirectory(absolute)) {
      throw new IOException(target + " is a directory; name a file");
    }
    Path temporary = Files.createTempFile(directory, "." + name + ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        OutputStream raw = new UnclosedOutput(Channels.newOutputStream(channel));
        try (OutputStream out = new GZIPOutputStream(new BufferedOutputStream(raw))) {
          write(workload, out);
        }
        channel.force(true);
      }
      move(temporary, absolute);
      forceDirectory(directory);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the rename durable; systems that cannot open a directory do without. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file itself is on disk.
    }
  }

  static void write(Workload workload, OutputStream out) throws IOException {
    JsonFactory factory = new JsonFactory();
    factory.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setCodec(WorkloadCodec.MAPPER);
      json.setRootValueSeparator(null);
      line(json, header(workload));
      for (AddressSpaceInfo space : workload.addressSpaces()) {
        line(json, space);
      }
      for (ListenerInfo listener : workload.listeners()) {
        line(json, listener);
      }
      for (RegionInfo region : workload.regions()) {
        line(json, region);
      }
      List<ThreadTrack> threads = workload.threads();
      for (ThreadTrack thread : threads) {
        line(json, new WorkloadCodec.ThreadLine(thread.name(), thread.role()));
      }
      for (int i = 0; i < threads.size(); i++) {
        for (Operation operation : threads.get(i).operations()) {
          json.writeStartObject();
          json.writeNumberField("thread", i);
          json.writeStringField("kind", operation.kind().name());
          json.writeObjectField("op", operation);
          json.writeEndObject();
          json.writeRaw('\n');
        }
      }
    }
  }

  private static WorkloadCodec.Header header(Workload workload) {
    return new WorkloadCodec.Header(
        WorkloadCodec.VERSION,
        workload.meta(),
        workload.absent(),
        workload.addressSpaces().size(),
        workload.listeners().size(),
        workload.regions().size(),
        workload.threads().size(),
        workload.operationCount());
  }

  private static void line(JsonGenerator json, Object value) throws IOException {
    json.writeObject(value);
    json.writeRaw('\n');
  }

  /** The channel must stay open for the flush to disk. */
  private static final class UnclosedOutput extends FilterOutputStream {
    UnclosedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
