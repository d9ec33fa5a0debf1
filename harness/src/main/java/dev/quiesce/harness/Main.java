package dev.quiesce.harness;

/** Placeholder of the command line: replace it. */
public final class Main {
  private Main() {}

  /** Reports that there is no command yet. */
  public static void main(String[] args) {
    System.err.println("harness: no commands yet");
    System.exit(2);
  }
}
