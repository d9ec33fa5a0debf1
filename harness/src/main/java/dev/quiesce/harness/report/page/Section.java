package dev.quiesce.harness.report.page;

import java.util.List;

/**
 * A part of the page with a heading.
 *
 * @param id its anchor
 * @param title its heading
 * @param blocks its content
 * @param sections the parts below it
 */
public record Section(String id, String title, List<Block> blocks, List<Section> sections) {
  /** Copies the lists. */
  public Section {
    blocks = List.copyOf(blocks);
    sections = List.copyOf(sections);
  }

  /** A section without parts. */
  public static Section of(String id, String title, List<Block> blocks) {
    return new Section(id, title, blocks, List.of());
  }
}
