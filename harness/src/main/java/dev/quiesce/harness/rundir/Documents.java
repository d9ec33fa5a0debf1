package dev.quiesce.harness.rundir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Whole documents: a reader sees the old one or the new one, never a part. */
public final class Documents {
  /** Part of the memory for the text of a document that becomes records. */
  static final int SHARE = 16;

  /** Part of the memory for the text of a document that becomes a tree first. */
  static final int SHARE_OF_TREE = 64;

  private static final int LARGEST = 1 << 30;

  private Documents() {}

  /**
   * Reads a document that may be anybody's.
   *
   * @param share what part of this Java's memory its text may take: what is made of it takes more
   * @throws IOException if it is not a file, is larger, or is not text; the message says what to do
   */
  static String read(Path file, int share) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(bytes(file, share));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not text in UTF-8", e);
    }
  }

  /** The same for a file whose text is not ours to judge. */
  static byte[] bytes(Path file, int share) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is not a file");
    }
    long limit = Runtime.getRuntime().maxMemory() / share;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) Math.min(limit + 1, LARGEST));
      if (bytes.length > limit || bytes.length == LARGEST) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "it is larger than %.1f MiB, which is all that this Java's memory allows; if it is a"
                    + " real run's, give Java more, as in JAVA_TOOL_OPTIONS=-Xmx8g",
                Math.min(limit, LARGEST) / (double) (1 << 20)));
      }
      return bytes;
    }
  }

  /** Replaces a document: temporary file, force, rename, force the directory. */
  public static void write(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceDirectory(file);
  }

  static void forceDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
