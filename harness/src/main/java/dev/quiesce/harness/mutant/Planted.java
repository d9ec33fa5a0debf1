package dev.quiesce.harness.mutant;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This program with one bug planted in it. */
public final class Planted {
  private static final String LOADER = "mutant ";

  private Planted() {}

  /** The loader's name says what is planted. */
  static String loaderName(Mutant mutant) {
    return LOADER + mutant.id();
  }

  /** Which bug is planted in the code that calls this; null for none. */
  public static @Nullable String here() {
    String name = Planted.class.getClassLoader().getName();
    return name != null && name.startsWith(LOADER) ? name.substring(LOADER.length()) : null;
  }

  /**
   * An object of {@code entry} inside the changed program. Only classes of the JDK are the same
   * there and here, so it takes and gives text.
   *
   * @param entry has a public constructor without parameters
   * @throws IllegalStateException if the mutant does not fit the code
   */
  @SuppressWarnings("unchecked")
  public static BiConsumer<String, Consumer<String>> entry(
      Mutant mutant, Class<? extends BiConsumer<String, Consumer<String>>> entry) {
    // The loader lives as long as what it made; it holds nothing that has to be closed.
    PlantedLoader loader = new PlantedLoader(mutant, entry.getClassLoader());
    try {
      for (Edit edit : mutant.edits()) {
        // Now, not when the code is first used: an edit that does not fit must not stay unnoticed.
        Class<?> unused = loader.loadClass(edit.type().replace('/', '.'));
      }
      return (BiConsumer<String, Consumer<String>>)
          loader.loadClass(entry.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("mutant " + mutant.id() + " cannot be planted", e);
    }
  }
}
