package dev.quiesce.harness.report.page;

import java.util.List;

/** What a drawing shows, as data. */
public sealed interface Picture {
  /** What the picture says, for those who do not see it. */
  String summary();

  /**
   * A named series of points, in the order of x.
   *
   * @param name of the series
   * @param style number of its colour and dashes: the same for the same subject in every picture
   * @param points of the series
   */
  record Series(String name, int style, List<Point> points) {
    /** Copies the points. */
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param x along
   * @param y up
   */
  record Point(double x, double y) {}

  /**
   * Percentile curves: x is the percentile (0 to 100, the tail stretched), y nanoseconds on a log
   * scale.
   *
   * @param summary what it says
   * @param series the curves
   */
  record Percentiles(String summary, List<Series> series) implements Picture {
    /** Copies the series. */
    public Percentiles {
      series = List.copyOf(series);
    }
  }

  /**
   * A time line: x in seconds since the start, y on a log scale.
   *
   * @param summary what it says
   * @param unit of y, {@code ns} or another
   * @param series the lines
   * @param marks moments to mark, in seconds
   * @param markName what happened at them
   */
  record TimeLine(
      String summary, String unit, List<Series> series, List<Double> marks, String markName)
      implements Picture {
    /** Copies the lists. */
    public TimeLine {
      series = List.copyOf(series);
      marks = List.copyOf(marks);
    }
  }

  /**
   * How something grows: x and y on log scales.
   *
   * @param summary what it says
   * @param unit of y
   * @param size what x counts
   * @param series the lines
   */
  record GrowthLines(String summary, String unit, String size, List<Series> series)
      implements Picture {
    /** Copies the lines. */
    public GrowthLines {
      series = List.copyOf(series);
    }
  }

  /**
   * Values with intervals, one a line.
   *
   * @param summary what it says
   * @param unit of the values
   * @param bars the lines
   */
  record Intervals(String summary, String unit, List<Bar> bars) implements Picture {
    /** Copies the bars. */
    public Intervals {
      bars = List.copyOf(bars);
    }
  }

  /**
   * Sums and their parts, one a line.
   *
   * @param summary what it says
   * @param unit of the values
   * @param names of the parts, by their style
   * @param stacks the lines
   */
  record Stacks(String summary, String unit, List<String> names, List<Stack> stacks)
      implements Picture {
    /** Copies the lists. */
    public Stacks {
      names = List.copyOf(names);
      stacks = List.copyOf(stacks);
    }
  }

  /**
   * A sum.
   *
   * @param name of the line
   * @param parts what it is made of
   */
  record Stack(String name, List<Part> parts) {
    /** Copies the parts. */
    public Stack {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A part of a sum.
   *
   * @param style number of its colour and position of its name
   * @param value it
   */
  record Part(int style, double value) {}

  /**
   * A value with its interval.
   *
   * @param name of the line
   * @param value it
   * @param low end of the interval, NaN if it is not known
   * @param high end of the interval, NaN if it is not known
   */
  record Bar(String name, double value, double low, double high) {}

  /**
   * A schedule with a lane for each thread and one for the life of the storage.
   *
   * @param summary what it says
   * @param lanes names of the threads
   * @param life name of the storage whose life is shown, or empty
   * @param steps what happened, in order
   * @param outcome what came of it
   */
  record Interleaving(
      String summary, List<String> lanes, String life, List<Step> steps, String outcome)
      implements Picture {
    /** Copies the lists. */
    public Interleaving {
      lanes = List.copyOf(lanes);
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step of a schedule.
   *
   * @param number of the step; empty for what belongs to the step before or is left out
   * @param lane index of the thread, negative for steps that are left out
   * @param text what it did
   * @param weight how much it matters for the outcome
   * @param life what happened to the storage with it; empty for nothing
   * @param phase the storage's phase after it
   */
  record Step(String number, int lane, String text, Weight weight, String life, Phase phase) {}

  /** How much a step matters. */
  enum Weight {
    /** As any other. */
    PLAIN,
    /** Begin or end of an operation, locks. */
    MARKER,
    /** One of the accesses that collide. */
    RACING,
    /** The step that broke the promise. */
    LAST
  }

  /** Where storage is in its life. */
  enum Phase {
    /** Not there, or not known. */
    NONE,
    /** It is there, and nobody can find it. */
    ALLOCATED,
    /** It is on the lists. */
    LINKED,
    /** It is on the lists no more. */
    UNLINKED,
    /** It will be freed later. */
    RETIRED,
    /** It is zeroed, to be used again. */
    ZEROED,
    /** It is gone. */
    FREED
  }

  /**
   * Who waits for whom.
   *
   * @param summary what it says
   * @param waits the edges
   */
  record WaitsFor(String summary, List<Wait> waits) implements Picture {
    /** Copies the edges. */
    public WaitsFor {
      waits = List.copyOf(waits);
    }
  }

  /**
   * An edge of the graph.
   *
   * @param thread who waits
   * @param what for what
   * @param holder who could end it; empty if nobody
   */
  record Wait(String thread, String what, String holder) {}
}
