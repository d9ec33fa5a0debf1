package dev.quiesce.api.strategy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what {@link StrategyPlugin#mergeProposal} returns from where a strategy keeps it. */
public final class MergeProposals {
  private static final String FILE = "merge.md";

  private MergeProposals() {}

  /**
   * The resource {@code merge.md} in the package of {@code plugin}.
   *
   * @throws IllegalStateException if there is none
   */
  public static Optional<String> beside(Class<? extends StrategyPlugin> plugin) {
    try (InputStream in = plugin.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(
            "no " + FILE + " beside " + plugin.getName() + ": put it into its resources");
      }
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
