package dev.quiesce.harness.report.svg;

import dev.quiesce.harness.report.page.Picture;

/** Draws a picture of the report. */
public final class Drawings {
  private Drawings() {}

  /** An {@code svg} element. */
  public static String svg(Picture picture) {
    if (picture instanceof Picture.Percentiles one) {
      return PercentileChart.draw(one);
    } else if (picture instanceof Picture.TimeLine one) {
      return TimeChart.draw(one);
    } else if (picture instanceof Picture.GrowthLines one) {
      return GrowthChart.draw(one);
    } else if (picture instanceof Picture.Intervals one) {
      return IntervalChart.draw(one);
    } else if (picture instanceof Picture.Stacks one) {
      return StackChart.draw(one);
    } else if (picture instanceof Picture.Interleaving one) {
      return InterleavingDrawing.draw(one);
    } else if (picture instanceof Picture.WaitsFor one) {
      return WaitsForDrawing.draw(one);
    }
    throw new IllegalArgumentException("no drawing of " + picture.getClass());
  }
}
