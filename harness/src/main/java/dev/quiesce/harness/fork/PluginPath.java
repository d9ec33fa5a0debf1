package dev.quiesce.harness.fork;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A list of paths in one system property. */
public final class PluginPath {
  private PluginPath() {}

  static String format(List<Path> paths) {
    return paths.stream()
        .map(path -> path.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The plugin path that this process was started with. */
  public static List<Path> ofProcess() {
    String text = System.getProperty(ChildSpec.PLUGIN_PATH, "");
    return Stream.of(text.split(File.pathSeparator, -1))
        .filter(part -> !part.isEmpty())
        .map(Path::of)
        .toList();
  }
}
