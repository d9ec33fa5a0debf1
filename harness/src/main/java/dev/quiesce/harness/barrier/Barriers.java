package dev.quiesce.harness.barrier;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.harness.barrier.Membarrier.UnavailableException;
import java.util.Optional;

/**
 * Which asymmetric barrier this process has: decided once, at start, by what the system can do and
 * by the system property {@value #PROPERTY}.
 *
 * @param barrier the barrier
 * @param warning why it is not the one that was wanted
 */
public record Barriers(AsymmetricBarrier barrier, Optional<String> warning) {
  /** {@code auto} (the default), {@code membarrier} or {@code fenced}. */
  public static final String PROPERTY = "quiesce.barrier";

  /**
   * The choice of this process; registers it with the kernel.
   *
   * @throws IllegalArgumentException if the property has another value
   * @throws IllegalStateException if {@code membarrier} is insisted on and missing
   */
  public static Barriers ofProcess() {
    return of(System.getProperty(PROPERTY, "auto"));
  }

  /**
   * The barrier of that flavour.
   *
   * @param wanted {@code auto}, {@code membarrier} or {@code fenced}
   * @throws IllegalArgumentException if it is none of these
   * @throws IllegalStateException if {@code membarrier} is insisted on and missing
   */
  public static Barriers of(String wanted) {
    return switch (wanted) {
      case "fenced" -> new Barriers(AsymmetricBarrier.fenced(), Optional.empty());
      case "auto", "membarrier" -> expedited(wanted.equals("membarrier"));
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + "=" + wanted + ": use auto, membarrier or fenced");
    };
  }

  private static Barriers expedited(boolean insisted) {
    try {
      return new Barriers(AsymmetricBarrier.membarrier(Membarrier.register()), Optional.empty());
    } catch (UnavailableException e) {
      if (insisted) {
        throw new IllegalStateException("no membarrier: " + e.getMessage(), e);
      }
      return new Barriers(
          AsymmetricBarrier.fenced(),
          Optional.of("read sections use full fences, which are slower: " + e.getMessage()));
    }
  }
}
