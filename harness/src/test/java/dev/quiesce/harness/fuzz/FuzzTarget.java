package dev.quiesce.harness.fuzz;

import java.io.IOException;
import java.util.List;

/**
 * A reader of input that others may have written. Reading any bytes must end, with a result or with
 * the failure that the reader declares; everything else that comes out of {@link #read} is a
 * finding.
 */
public interface FuzzTarget {
  /** Its name on the command line, and that of its directory of findings. */
  String name();

  /** Inputs to start from: real ones, cut short. */
  List<byte[]> seeds() throws IOException;

  /**
   * Reads {@code input}, and checks what was read or how it was refused.
   *
   * @throws IOException if the test itself cannot work
   */
  void read(byte[] input) throws IOException;
}
