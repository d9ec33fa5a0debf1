package dev.quiesce.harness.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The project's production classes as they lie on the test class path. */
final class ClassFiles {
  static final String API = "dev.quiesce.api";
  static final String SEAM = "dev.quiesce.api.seam";
  static final String STRATEGY = "dev.quiesce.strategy";
  static final String HARNESS = "dev.quiesce.harness";

  private ClassFiles() {}

  /** All production classes of the three layers. */
  static JavaClasses production() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages(API, STRATEGY, HARNESS);
  }

  /** The bytes of those classes that {@code wanted} selects. */
  static List<byte[]> bytes(JavaClasses classes, Predicate<JavaClass> wanted) {
    List<byte[]> bytes = new ArrayList<>();
    for (JavaClass type : classes) {
      if (wanted.test(type)) {
        bytes.add(bytes(type));
      }
    }
    return bytes;
  }

  /** Whether the class is in the package or below it. */
  static boolean inPackage(JavaClass type, String name) {
    return type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
  }

  private static byte[] bytes(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
