package dev.quiesce.harness.mtree;

import dev.quiesce.harness.result.Printable;

/**
 * Input that is not what QEMU prints, or cannot be read; the only failure that parsing and building
 * declare.
 */
public final class MtreeFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the place, the problem and what to do about it.
   *
   * @param line 1-based; 0 if the whole file is meant
   */
  public MtreeFormatException(String file, int line, String problem, String remedy) {
    super(Printable.of(file + (line > 0 ? ":" + line : "") + ": " + problem + ". " + remedy + "."));
  }
}
