package dev.quiesce.harness.cli;

import java.util.Locale;

/** How much of everything a comparison does. */
enum Profile {
  /** Everything a little, within a minute. */
  SMOKE,
  /** What a newcomer runs: within five minutes. */
  QUICK,
  /** What a review reads: as long as it takes. */
  FULL;

  Effort effort() {
    return switch (this) {
      case SMOKE -> Effort.smoke();
      case QUICK -> Effort.quick();
      case FULL -> Effort.full();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
