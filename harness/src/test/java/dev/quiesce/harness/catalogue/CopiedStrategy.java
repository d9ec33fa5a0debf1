package dev.quiesce.harness.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quiesce.api.strategy.StrategyPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What a newcomer does to add a strategy: copies a directory and changes names. */
final class CopiedStrategy {
  private static final String SERVICE = "META-INF/services/" + StrategyPlugin.class.getName();

  private final Path sources;
  private final Path classes;
  private final Path jar;

  /** The copy will be made below {@code directory}. */
  CopiedStrategy(Path directory) {
    this.sources = directory.resolve("sources");
    this.classes = directory.resolve("classes");
    this.jar = directory.resolve("copy.jar");
  }

  /** Copies the main sources of {@code module}, with some text replaced in names and contents. */
  CopiedStrategy copy(Path module, Map<String, String> replacements) throws IOException {
    Path main = module.resolve("src/main");
    for (Path file : files(main)) {
      Path target = sources.resolve(replaced(main.relativize(file).toString(), replacements));
      Files.createDirectories(target.getParent());
      Files.writeString(target, replaced(Files.readString(file), replacements));
    }
    return this;
  }

  private static String replaced(String text, Map<String, String> replacements) {
    String result = text;
    for (Map.Entry<String, String> one : replacements.entrySet()) {
      result = result.replace(one.getKey(), one.getValue());
    }
    return result;
  }

  /** Compiles the copy against this class path, of which it uses the API alone. */
  CopiedStrategy compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Files.createDirectories(classes);
    StringWriter output = new StringWriter();
    List<Path> java = files(sources).stream().filter(f -> f.toString().endsWith(".java")).toList();
    List<String> options =
        List.of(
            "-proc:none",
            "--release",
            "17",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(output, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      if (!compiled) {
        throw new AssertionError(output);
      }
    }
    return this;
  }

  /** Packs the classes with their services file. */
  Path pack() throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      for (Path file : files(classes)) {
        add(packed, classes.relativize(file).toString(), file);
      }
      add(packed, SERVICE, sources.resolve("resources").resolve(SERVICE));
    }
    return jar;
  }

  private static void add(JarOutputStream packed, String name, Path file) throws IOException {
    packed.putNextEntry(new JarEntry(name));
    Files.copy(file, packed);
    packed.closeEntry();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
