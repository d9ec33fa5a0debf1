package dev.quiesce.harness.workload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Small recordings for tests. */
final class Recordings {

  static final String META =
      record(0, "driver", "meta", "{\"recording\":\"r\",\"qemu\":\"QEMU 7.2\",\"format\":1}");

  private Recordings() {}

  static String record(long ns, String thread, String event, String args) {
    return "{\"t_ns\":%d,\"tid\":\"%s\",\"ev\":\"%s\",\"args\":%s}\n"
        .formatted(ns, thread, event, args);
  }

  static String register(long ns, String pointer, String name) {
    String args =
        "{\"listener\":\"%s\",\"as\":\"0x1\",\"asname\":\"memory\",\"name\":\"%s\",\"prio\":0,\"log_clear\":null,\"commit\":\"f\"}";
    return record(ns, "main", "probe_listener_register", args.formatted(pointer, name))
        + record(ns + 2000, "main", "probe_listener_register_ret", "{}");
  }

  static String unregister(long ns, String pointer, String space) {
    String args =
        "{\"listener\":\"%s\",\"as\":\"%s\",\"asname\":\"memory\",\"name\":\"virtio\",\"prio\":0}";
    return record(ns, "main", "probe_listener_unregister", args.formatted(pointer, space))
        + record(ns + 2000, "main", "probe_listener_unregister_ret", "{}");
  }

  static Path file(Path directory, String name, String content) throws IOException {
    return Files.write(directory.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] resource(String fileName) throws IOException {
    try (InputStream in = Recordings.class.getResourceAsStream("/workloads/" + fileName)) {
      return in.readAllBytes();
    }
  }

  static String text(String fileName) throws IOException {
    try (InputStream in = Recordings.class.getResourceAsStream("/workloads/" + fileName);
        GZIPInputStream gzip = new GZIPInputStream(in)) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
