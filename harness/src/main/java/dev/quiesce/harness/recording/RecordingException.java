package dev.quiesce.harness.recording;

import dev.quiesce.harness.result.Printable;
import java.io.IOException;

/**
 * A recording, trace or workload file cannot be read. The message is one line: file, line, what is
 * wrong, what to do.
 */
public final class RecordingException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final String problem;
  private final String remedy;

  /**
   * Describes one refusal.
   *
   * @param file the file as the user named it
   * @param line number of the line, from 1; 0 if the file as a whole is meant
   * @param problem what is wrong
   * @param remedy what to do about it
   */
  public RecordingException(String file, long line, String problem, String remedy) {
    super(message(file, line, problem, remedy));
    this.file = file;
    this.line = line;
    this.problem = problem;
    this.remedy = remedy;
  }

  /**
   * The file as the user named it.
   *
   * @return the name
   */
  public String file() {
    return file;
  }

  /**
   * The line.
   *
   * @return number of the line, from 1; 0 if the file as a whole is meant
   */
  public long line() {
    return line;
  }

  /**
   * What is wrong.
   *
   * @return the sentence
   */
  public String problem() {
    return problem;
  }

  /**
   * What to do about it.
   *
   * @return the sentence
   */
  public String remedy() {
    return remedy;
  }

  private static String message(String file, long line, String problem, String remedy) {
    String place = line > 0 ? file + ":" + line : file;
    return Printable.of(place + ": " + problem + ". " + remedy + ".");
  }
}
