package dev.quiesce.api.seam;

import java.util.Locale;

/** How a process executes the operations of the seam; fixed for its whole life. */
public enum SeamMode {
  /** Measuring: the plain {@code VarHandle} operation, no check. */
  DIRECT,
  /** Real threads, and every access of a heap object checks that its storage is live. */
  CHECKED,
  /** Every operation is a step of a controlled scheduler. */
  CONTROLLED;

  /**
   * The system property that selects the mode: {@code direct} (default), {@code checked} or {@code
   * controlled}.
   */
  public static final String PROPERTY = "quiesce.seam";

  static SeamMode ofProcess() {
    String text = System.getProperty(PROPERTY, "direct");
    for (SeamMode mode : values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "-D" + PROPERTY + "=" + text + ": use direct, checked or controlled");
  }
}
