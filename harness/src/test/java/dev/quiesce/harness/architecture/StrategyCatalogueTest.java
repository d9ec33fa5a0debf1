package dev.quiesce.harness.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy's directory that the build does not know would be left out silently. */
class StrategyCatalogueTest {
  @Test
  void checkout_always_buildsAndRunsEveryStrategy() throws Exception {
    // Surefire runs in the module's directory.
    StrategyCatalogue catalogue = StrategyCatalogue.of(Path.of("").toAbsolutePath().getParent());

    assertThat(catalogue.directories()).isNotEmpty();
    assertThat(catalogue.modules()).isEqualTo(catalogue.directories());
    assertThat(catalogue.dependencies()).isEqualTo(catalogue.directories());
  }

  @Test
  void catalogue_ofForgottenDirectory_showsWhereItIsMissing(@TempDir Path checkout)
      throws Exception {
    write(checkout, "pom.xml", "<project><modules><module>strategy-a</module></modules></project>");
    write(checkout, "strategy-a/pom.xml", "<project/>");
    write(checkout, "strategy-b/pom.xml", "<project/>");
    write(
        checkout,
        "harness/pom.xml",
        "<project><dependencies><dependency><artifactId>strategy-a</artifactId>"
            + "<scope>compile</scope></dependency></dependencies></project>");

    StrategyCatalogue catalogue = StrategyCatalogue.of(checkout);

    assertThat(catalogue.directories()).containsExactly("strategy-a", "strategy-b");
    assertThat(catalogue.modules()).containsExactly("strategy-a");
    assertThat(catalogue.dependencies()).isEmpty();
  }

  private static void write(Path checkout, String file, String text) throws Exception {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
