package dev.quiesce.harness.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lincheck as an independent opinion of programs that the explorer exhausts ({@link
 * ExplorerOpinionTest}): it schedules real threads over the native seam, knows nothing of our
 * steps, and samples. The broken programs are its canaries: the test fails where it is silent.
 *
 * <p>On JDK 17 only: on later ones Lincheck takes accesses for thread-local that are not.
 */
@Tag("lincheck")
@EnabledOnJre(JRE.JAVA_17)
final class LincheckOpinionTest {
  /** What a build can afford; the canaries show within it. */
  private static final int EXECUTIONS = 60;

  @ParameterizedTest
  @EnumSource
  void program_asLincheckSamplesIt_endsAsTheExplorerSays(SmallProgram program) {
    assertThat(LincheckRun.worst(program, EXECUTIONS)).isEqualTo(program.expected());
  }

  @ParameterizedTest
  @MethodSource("dev.quiesce.harness.opinion.Unregistering#subjects")
  void unregisterDuringAWalk_asLincheckSamplesIt_endsAsTheExplorerSays(Unregistering program) {
    assertThat(LincheckRun.worst(program, EXECUTIONS)).isEqualTo(program.expected());
  }
}
