package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.ProjectedHost;
import dev.quiesce.harness.result.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hosts that nobody here has: what a simulation makes of the measured costs, and how wrong it is.
 */
final class ProjectionChapter {
  /** A simulated wait within this factor of the known one is as good as it gets here. */
  private static final double CLOSE = 2;

  private final Projection projection;

  ProjectionChapter(Projection projection) {
    this.projection = projection;
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.Paragraph.of(
            Span.strong(capital(projection.label())),
            Span.of(
                ". A discrete-event simulation takes the costs of single operations from this run"
                    + " and the holds of the BQL from a recording, and plays hosts that were not"
                    + " there. Nothing below is a measurement; the first table says how far the"
                    + " simulation is from waits that are known.")));
    blocks.add(checks());
    List<Section> hosts = new ArrayList<>();
    for (ProjectedHost host : projection.hosts()) {
      hosts.add(Section.of("projected-" + hosts.size(), host.title(), List.of(points(host))));
    }
    hosts.add(
        Section.of(
            "projected-assumptions",
            "What is assumed",
            List.of(Block.Bullets.of(projection.notes()))));
    return new Section(Places.PROJECTION, "Larger hosts (simulated)", blocks, hosts);
  }

  private Block checks() {
    List<List<Field>> rows = new ArrayList<>();
    for (int i = 0; i < projection.checks().size(); i++) {
      Projection.Check check = projection.checks().get(i);
      boolean close = check.ratio() <= CLOSE && check.ratio() >= 1 / CLOSE;
      rows.add(
          List.of(
              Field.of(check.what()),
              nanos("checks/" + i + "/knownNs", check.knownNs()),
              nanos("checks/" + i + "/simulatedNs", check.simulatedNs()),
              Field.of(
                  String.format(Locale.ROOT, "%.2f ×", check.ratio()),
                  close ? Tone.PLAIN : Tone.WARN)));
    }
    return Block.Table.ofNumbers(
        "The simulation against waits that are known",
        List.of("waits for the BQL", "known, mean", "simulated, mean", "error"),
        rows);
  }

  private Block points(ProjectedHost host) {
    List<List<Field>> rows = new ArrayList<>();
    for (int i = 0; i < projection.points().size(); i++) {
      Projection.Point point = projection.points().get(i);
      if (point.host().equals(host)) {
        rows.add(row("points/" + i + "/", point));
      }
    }
    return Block.Table.ofNumbers(
        capital(projection.label()) + ": " + host.title(),
        List.of(
            "strategy",
            "BQL held",
            "vCPU waits, mean",
            "p99",
            "walk, p99",
            "eject, mean",
            "p99",
            "owners waiting, mean",
            "most"),
        rows);
  }

  private static List<Field> row(String place, Projection.Point point) {
    return List.of(
        Field.link(point.strategy(), Places.strategy(point.strategy())),
        Field.of(String.format(Locale.ROOT, "%.1f %%", 100 * point.bqlUtilisation())),
        nanos(place + "vcpuWait/meanNs", point.vcpuWait().meanNs()),
        nanos(place + "vcpuWait/p99Ns", point.vcpuWait().p99Ns()),
        nanos(place + "walk/p99Ns", point.walk().p99Ns()),
        nanos(place + "eject/meanNs", point.eject().meanNs()),
        nanos(place + "eject/p99Ns", point.eject().p99Ns()),
        Field.figure(
            String.format(Locale.ROOT, "%.2f", point.backlogMean()),
            path(place + "backlogMean"),
            point.backlogMean()),
        Field.figure(
            Integer.toString(point.backlogMax()), path(place + "backlogMax"), point.backlogMax()));
  }

  private static Field nanos(String place, double value) {
    return Field.figure(Evidence.nanos(value), path(place), value);
  }

  private static String path(String place) {
    return "n/" + place;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
