package dev.quiesce.harness.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Defines this program's classes once more, with the edits of one mutant applied; everything else
 * comes from the parent. What runs in it shares nothing with the classes outside, statics included.
 */
final class PlantedLoader extends ClassLoader {
  private static final String OURS = "dev.quiesce.";

  static {
    registerAsParallelCapable();
  }

  private final Map<String, List<Edit>> edits;

  PlantedLoader(Mutant mutant, ClassLoader parent) {
    super(Planted.loaderName(mutant), parent);
    this.edits = mutant.edits().stream().collect(Collectors.groupingBy(Edit::type));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/');
    try (InputStream in = getParent().getResourceAsStream(path + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      List<Edit> here = edits.get(path);
      if (here != null) {
        code = Surgeon.operate(code, here);
      }
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
