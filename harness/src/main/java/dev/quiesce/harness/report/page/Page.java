package dev.quiesce.harness.report.page;

import java.util.List;

/**
 * The whole report.
 *
 * @param title its heading
 * @param lead one line below it: which run
 * @param sections its parts
 */
public record Page(String title, String lead, List<Section> sections) {
  /** Copies the sections. */
  public Page {
    sections = List.copyOf(sections);
  }
}
